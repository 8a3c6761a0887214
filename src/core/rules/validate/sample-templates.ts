import type { RuleSpec } from '../rule.ts';
import {
  renderTemplates,
  type TemplateNames,
  templatePattern,
} from '../template/render-templates.ts';
import { templatedParts } from '../template/templated-parts.ts';
import type { Report } from './report.ts';

// As long as a namespace can be; names of pods and ServiceAccounts can be too long for a label.
const samples: TemplateNames = {
  namespace: 'n'.repeat(63),
  pod: 'p'.repeat(64),
  serviceAccount: 's'.repeat(64),
};

/** The spec with every template filled in by the longest text to reckon with. */
export function sampleTemplates(spec: RuleSpec): RuleSpec {
  return { ...spec, ...renderTemplates(templatedParts(spec), samples) };
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
  visitTexts(templatedParts(spec), [], (text, path) => {
    const unknown = firstTemplate(text.replace(templatePattern, ''));
    if (unknown === undefined) return;
    report(path, { code: 'IAMRA349', message: `has the unknown template ${unknown}` });
  });
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
