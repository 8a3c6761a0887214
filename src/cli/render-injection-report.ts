import type { ReportEntry } from '../core/injection/inject-documents.ts';
import { type Style, style } from '../terminal/style.ts';

const marks: Record<ReportEntry['outcome'], { mark: string; format: Style }> = {
  injected: { mark: '✓', format: 'green' },
  skipped: { mark: '-', format: 'dim' },
  refused: { mark: '✗', format: 'red' },
};

const reasons: Record<NonNullable<ReportEntry['reason']>, string> = {
  not_opted_in: 'asks for no role',
  opted_out: 'says iamra.dev/inject: "false"',
  excluded_namespace: 'its namespace is excluded',
  mirror_pod: 'is a mirror pod',
  already_injected: 'has all that it needs',
};

/** What became of each workload, one line each, with what there is to say about it below. */
export function renderInjectionReport(
  report: readonly ReportEntry[],
  stream: NodeJS.WriteStream,
): string {
  return report.flatMap((entry) => lines(entry, stream)).join('\n');
}

function lines(entry: ReportEntry, stream: NodeJS.WriteStream): string[] {
  const { mark, format } = marks[entry.outcome];
  const why = entry.reason === undefined ? '' : `: ${reasons[entry.reason]}`;
  const subject = `${entry.kind} ${entry.namespace}/${entry.name}`;
  return [
    `${style(format, mark, stream)} ${subject} ${entry.outcome}${why}`,
    ...entry.notices.map(({ code, message, fix }) => `    ${code} ${message} Fix: ${fix}`),
  ];
}
