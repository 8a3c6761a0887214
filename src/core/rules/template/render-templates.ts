/** What templates in a rule's values may name. */
export interface TemplateNames {
  readonly namespace: string;
  /** `metadata.name`, or `generateName` without its trailing dash. */
  readonly pod: string;
  readonly serviceAccount: string;
}

export type TemplateName = keyof TemplateNames;

/** `{{namespace}}`, `{{pod}}` and `{{serviceAccount}}`, with or without blanks in the braces. */
export const templatePattern = /\{\{\s*(namespace|pod|serviceAccount)\s*\}\}/g;

/** Says whether a text has a template in it. */
export function hasTemplate(text: string): boolean {
  return text.search(templatePattern) >= 0;
}

/** The names that templates anywhere in a value ask for. */
export function templateNamesIn(value: object): ReadonlySet<TemplateName> {
  // Keys and names of elements are in the text too: a name too many costs nothing but a rendering.
  const matches = JSON.stringify(value).matchAll(templatePattern);
  return new Set([...matches].map(([, name]) => name as TemplateName));
}

/**
 * The value with its templates filled in. Keys stay, and so does the `name` of each element of a list,
 * by which other parts of the pod refer to it.
 */
export function renderTemplates<Value>(value: Value, names: TemplateNames): Value {
  return render(value, names) as Value;
}

function render(value: unknown, names: TemplateNames): unknown {
  if (typeof value === 'string') {
    return value.replace(templatePattern, (_, name: TemplateName) => names[name]);
  }
  if (Array.isArray(value)) return value.map((element) => renderElement(element, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, render(member, names)]),
  );
}

function renderElement(element: unknown, names: TemplateNames): unknown {
  const rendered = render(element, names);
  const isNamed = typeof element === 'object' && element !== null && 'name' in element;
  return isNamed ? { ...(rendered as object), name: element.name } : rendered;
}
