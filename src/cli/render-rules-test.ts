import type { TestedPod } from '../actions/rules/test-rules.ts';
import type { RuleOutcome } from '../core/rules/trial/rule-outcome.ts';
import { type Style, style } from '../terminal/style.ts';

const marks: Record<RuleOutcome['outcome'], { mark: string; format: Style; words: string }> = {
  applies: { mark: '✓', format: 'green', words: 'applies' },
  does_not_match: { mark: '-', format: 'dim', words: 'does not match' },
  left_alone: { mark: '-', format: 'dim', words: 'leaves the pod alone' },
  skipped: { mark: '!', format: 'yellow', words: 'is skipped' },
  conflict: { mark: '✗', format: 'red', words: 'conflicts' },
};

/** What rules make of one pod: each of them, what there is to say, the diff, and the API server. */
export function renderTestedPod(pod: TestedPod, stream: NodeJS.WriteStream): string {
  const lines = [
    style('bold', `${pod.kind} ${pod.namespace}/${pod.name}: ${pod.outcome}`, stream),
    ...pod.rules.map((rule) => renderRule(rule, stream)),
    ...pod.notices.map(({ code, message, fix }) => `    ${code} ${message} Fix: ${fix}`),
  ];
  if (pod.diff !== '') lines.push(colour(pod.diff, stream));
  if (pod.server !== null) lines.push(renderServer(pod.server, stream));
  return lines.join('\n');
}

function renderRule({ rule, outcome, reason }: RuleOutcome, stream: NodeJS.WriteStream): string {
  const { mark, format, words } = marks[outcome];
  const why = reason === null ? '' : `: ${reason}`;
  return `  ${style(format, mark, stream)} ${rule} ${words}${why}`;
}

function renderServer(
  { accepted, message }: NonNullable<TestedPod['server']>,
  stream: NodeJS.WriteStream,
): string {
  if (accepted) return `  ${style('green', '✓', stream)} the API server takes it`;
  return `  ${style('red', '✗', stream)} the API server refuses it: ${message ?? ''}`;
}

function colour(diff: string, stream: NodeJS.WriteStream): string {
  const formats: Readonly<Record<string, Style>> = { '+': 'green', '-': 'red' };
  return diff
    .split('\n')
    .map((line) => `  ${style(formats[line.slice(0, 1)] ?? 'dim', line, stream)}`)
    .join('\n');
}
