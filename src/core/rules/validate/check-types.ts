import { quote } from '../../injection/notice.ts';
import { type FieldType, fieldsOf } from './field-types.ts';
import { podRules } from './pod-rules.ts';
import { type Report, reportBelow } from './report.ts';
import { restoreTemplates } from './sample-templates.ts';
import type { Fields, TypeRules } from './type-rules.ts';
import type { ValueCheck } from './value-checks.ts';

/** Holds a value, and all that it is made of, against the rules of its type. */
export function checkTypes(value: unknown, type: FieldType, report: Report): void {
  if (value === undefined || fieldsOf(type.of) === undefined) return;
  if (type.holds === 'one') {
    checkFields(value as Fields, type.of, report);
    return;
  }
  Object.entries(value as object).forEach(([key, item]) => {
    const step = type.holds === 'list' ? Number(key) : key;
    checkFields(item as Fields, type.of, reportBelow(report, step));
  });
}

function checkFields(value: Fields, type: string, report: Report): void {
  const rules = podRules[type] ?? {};
  checkRequired(value, rules, report);
  checkValues(value, rules, report);
  checkChoice(value, rules, report);
  for (const [field, reason] of Object.entries(rules.refused ?? {})) {
    if (value[field] !== undefined) report([field], { code: 'IAMRA348', message: reason });
  }
  rules.whole?.(value, report);
  for (const [field, fieldType] of fieldsOf(type) ?? []) {
    checkTypes(value[field], fieldType, reportBelow(report, field));
  }
}

function checkRequired(value: Fields, { required = [] }: TypeRules, report: Report): void {
  for (const field of required) {
    if (isEmpty(value[field])) report([field], { code: 'IAMRA342', message: 'is required' });
  }
}

function checkValues(value: Fields, { values = {}, code = 'IAMRA343' }: TypeRules, report: Report) {
  for (const [field, check] of Object.entries(values)) {
    const content = value[field];
    if (Array.isArray(content)) {
      content.forEach((item, index) => {
        reportValue(item, check, code, reportBelow(report, field, index));
      });
    } else if (content !== undefined && content !== '') {
      reportValue(content, check, code, reportBelow(report, field));
    }
  }
}

function reportValue(
  value: unknown,
  check: ValueCheck,
  code: NonNullable<TypeRules['code']>,
  report: Report,
): void {
  const problem = check(value);
  if (problem !== undefined) report([], { code, message: `${show(value)} ${problem}` });
}

function checkChoice(value: Fields, { exactlyOne, choice }: TypeRules, report: Report): void {
  if (exactlyOne === undefined) return;
  const chosen = exactlyOne.filter((field) => value[field] !== undefined);
  if (chosen.length === 1) return;
  const message =
    chosen.length === 0
      ? `needs ${choice ?? `one of ${exactlyOne.join(', ')}`}`
      : `has ${chosen.join(' and ')}, but may have only one of them`;
  report(chosen.length === 0 ? [] : [chosen[1] ?? ''], { code: 'IAMRA346', message });
}

function show(value: unknown): string {
  return quote(restoreTemplates(String(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
