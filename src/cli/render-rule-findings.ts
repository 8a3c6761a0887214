import type { RuleFinding } from '../core/rules/lint/lint-rules.ts';
import { style } from '../terminal/style.ts';

/** What is wrong, and where, in the form that editors know. */
export function renderFindings(
  findings: readonly RuleFinding[],
  stream: NodeJS.WriteStream,
): string {
  return findings
    .map(({ file, line, column, code, message, fix }) => {
      const place = style('bold', `${file}:${line}:${column}`, stream);
      return `${place} ${style('red', code, stream)} ${message}\n    Fix: ${fix}`;
    })
    .join('\n');
}

/** How many rules there are, and what is to do. */
export function renderLintSummary(
  good: number,
  findings: readonly RuleFinding[],
  stream: NodeJS.WriteStream,
): string {
  if (findings.length > 0) {
    return `${style('red', '✗', stream)} ${count(findings.length, 'thing')} to mend`;
  }
  return `${style('green', '✓', stream)} ${count(good, 'rule')}, nothing to mend`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
