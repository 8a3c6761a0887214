import type { RuleSpec } from '../rule.ts';
import {
  renderTemplates,
  type TemplateNames,
  templatePattern,
} from '../template/render-templates.ts';
import type { Report } from './report.ts';

/** The parts of a rule in whose texts templates are filled in. */
const templated = [
  'containers',
  'initContainers',
  'volumes',
  'volumeMounts',
  'env',
  'envFrom',
  'labels',
  'annotations',
] as const satisfies ReadonlyArray<keyof RuleSpec>;

// As long as a namespace can be; names of pods and ServiceAccounts can be too long for a label.
const samples: TemplateNames = {
  namespace: 'n'.repeat(63),
  pod: 'p'.repeat(64),
  serviceAccount: 's'.repeat(64),
};

/** The spec with every template filled in by the longest text to reckon with. */
export function sampleTemplates(spec: RuleSpec): RuleSpec {
  const filled = templated
    .filter((part) => spec[part] !== undefined)
    .map((part) => [part, renderTemplates(spec[part], samples)] as const);
  return { ...spec, ...(Object.fromEntries(filled) as RuleSpec) };
}

/** A text as its author wrote it, before `sampleTemplates`. */
export function restoreTemplates(text: string): string {
  return Object.entries(samples).reduce<string>(
    (restored, [name, sample]) => restored.replaceAll(String(sample), `{{${name}}}`),
    text,
  );
}

/** Reports templates that iamra does not know. */
export function checkTemplates(spec: RuleSpec, report: Report): void {
  for (const part of templated) {
    visitTexts(spec[part], [part], (text, path) => {
      const unknown = firstTemplate(text.replace(templatePattern, ''));
      if (unknown === undefined) return;
      report(path, { code: 'IAMRA349', message: `has the unknown template ${unknown}` });
    });
  }
}

/** Whatever stands first in double braces, with them. */
function firstTemplate(text: string): string | undefined {
  const start = text.indexOf('{{');
  const end = start === -1 ? -1 : text.indexOf('}}', start + 2);
  return end === -1 ? undefined : text.slice(start, end + 2);
}

function visitTexts(
  value: unknown,
  path: ReadonlyArray<string | number>,
  visit: (text: string, path: ReadonlyArray<string | number>) => void,
): void {
  if (typeof value === 'string') visit(value, path);
  else if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => {
      visitTexts(item, [...path, index], visit);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) visitTexts(member, [...path, key], visit);
  }
}
