import type { CheckResult, DoctorResult, Fix, Outcome } from '../actions/doctor/doctor-result.ts';
import type { CheckCategory } from '../core/checks/check.ts';
import { type Style, style } from '../terminal/style.ts';

const headings: Record<CheckCategory, string> = {
  kubernetes: 'Kubernetes',
  'cert-manager': 'cert-manager',
  webhook: 'Webhook',
  identity: 'Identities',
  workloads: 'Workloads',
  aws: 'AWS',
};

const marks: Record<Outcome, { mark: string; format: Style }> = {
  pass: { mark: '✓', format: 'green' },
  warn: { mark: '!', format: 'yellow' },
  fail: { mark: '✗', format: 'red' },
  skip: { mark: '-', format: 'dim' },
};

const fixMarks: Record<Fix['outcome'], Outcome> = { done: 'pass', failed: 'fail', left: 'skip' };

/** The heading of a category. */
export function renderCategory(category: CheckCategory, stream: NodeJS.WriteStream): string {
  return `\n${style('bold', headings[category], stream)}`;
}

/** One check: a line, and for each finding its code, sentence, fix and link. */
export function renderCheck(result: CheckResult, stream: NodeJS.WriteStream): string {
  const { title, outcome, detail, reason, findings } = result;
  const { mark, format } = marks[outcome];
  const more = reason ?? detail;
  const aside = more === undefined ? '' : style('dim', ` (${more})`, stream);
  const label = (text: string): string => style('dim', `      ${text.padEnd(6)}`, stream);
  return [
    `  ${style(format, mark, stream)} ${title}${aside}`,
    ...findings.flatMap(({ code, severity, message, fix, docs }) => [
      `    ${style(marks[severity].format, code, stream)} ${message}`,
      `${label('Fix:')}${fix}`,
      `${label('Docs:')}${docs}`,
    ]),
  ].join('\n');
}

/** What was mended, and how many checks ended how. */
export function renderSummary(
  { summary, fixes }: DoctorResult,
  stream: NodeJS.WriteStream,
): string {
  const { pass, warn, fail, skip } = summary;
  const counts = [
    `${pass} passed`,
    ...(warn === 0 ? [] : [`${warn} ${warn === 1 ? 'warning' : 'warnings'}`]),
    ...(fail === 0 ? [] : [`${fail} failed`]),
    ...(skip === 0 ? [] : [`${skip} skipped`]),
  ];
  return [...renderFixes(fixes, stream), '', `${counts.join(', ')}.`].join('\n');
}

function renderFixes(fixes: readonly Fix[], stream: NodeJS.WriteStream): string[] {
  if (fixes.length === 0) return [];
  const lines = fixes.map(({ subject, outcome, message }) => {
    const { mark, format } = marks[fixMarks[outcome]];
    return `  ${style(format, mark, stream)} ${subject}: ${message}`;
  });
  return [`\n${style('bold', 'Fixes', stream)}`, ...lines];
}
