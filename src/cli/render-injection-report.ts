import type { ReportEntry } from '../core/injection/manifests/edited-manifests.ts';
import { type Style, style } from '../terminal/style.ts';

type Outcome = ReportEntry['outcome'];

const marks: Record<Outcome, { mark: string; format: Style }> = {
  injected: { mark: '✓', format: 'green' },
  uninjected: { mark: '✓', format: 'green' },
  skipped: { mark: '-', format: 'dim' },
  refused: { mark: '✗', format: 'red' },
};

const reasons: Record<NonNullable<ReportEntry['reason']>, string> = {
  not_opted_in: 'asks for no role',
  opted_out: 'says iamra.dev/inject: "false"',
  excluded_namespace: 'its namespace is excluded',
  mirror_pod: 'is a mirror pod',
  already_injected: 'has all that it needs',
  not_injected: 'has nothing of iamra',
  makes_no_pods: 'makes no pods',
  no_object: 'is no object of Kubernetes',
};

/** What became of each object, one line each, with what there is to say about it below, and a summary. */
export function renderInjectionReport(
  report: readonly ReportEntry[],
  stream: NodeJS.WriteStream,
): string {
  return [...report.flatMap((entry) => lines(entry, stream)), summary(report)].join('\n');
}

/** Of the same only what needs a look: refusals and warnings. */
export function renderInjectionNotices(
  report: readonly ReportEntry[],
  stream: NodeJS.WriteStream,
): string {
  return report
    .filter(({ notices }) => notices.length > 0)
    .flatMap((entry) => lines(entry, stream))
    .join('\n');
}

function lines(entry: ReportEntry, stream: NodeJS.WriteStream): string[] {
  const { mark, format } = marks[entry.outcome];
  const why = entry.reason === null ? '' : `: ${reasons[entry.reason]}`;
  return [
    `${style(format, mark, stream)} ${entry.file}: ${subjectOf(entry)} ${entry.outcome}${why}`,
    ...entry.notices.map(({ code, message, fix }) => `    ${code} ${message} Fix: ${fix}`),
  ];
}

function subjectOf({ kind, namespace, name }: ReportEntry): string {
  if (kind === '') return 'document';
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`;
}

function summary(report: readonly ReportEntry[]): string {
  const counts = (Object.keys(marks) as Outcome[])
    .map((outcome) => ({
      outcome,
      count: report.filter((entry) => entry.outcome === outcome).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${outcome}`);
  const objects = report.length === 1 ? '1 object' : `${report.length} objects`;
  return `${objects}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
