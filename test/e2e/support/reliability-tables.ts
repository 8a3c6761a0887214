import { median } from '../../bench/support/median.ts';

/** What a run with certificates that are issued anew counted. */
export interface Reissues {
  readonly everySeconds: number;
  /** Of SDKs. */
  readonly calls: number;
  readonly failed: number;
  /** Of each re-issue: until AWS had issued a session for the new certificate. */
  readonly seconds: readonly number[];
}

export function reissueTable({ everySeconds, calls, failed, seconds }: Reissues): string {
  return table(`certificates issued anew every ${everySeconds} s, under load`, [
    ['certificates', String(seconds.length)],
    ['seconds until AWS has seen a new one, median', median(seconds).toFixed(1)],
    ['seconds, longest', Math.max(...seconds).toFixed(1)],
    ['calls of SDKs meanwhile', calls.toLocaleString('en')],
    ['calls that failed', String(failed)],
  ]);
}

/** @param seconds until AWS has answered a new pod's app, by what the pod found as it came */
export function startTable(seconds: Readonly<Record<string, readonly number[]>>): string {
  const pods = Object.values(seconds)[0]?.length ?? 0;
  return table(
    `seconds from a new pod to AWS's first answer, median of ${pods}`,
    Object.entries(seconds).map(([found, each]) => [found, median(each).toFixed(1)]),
  );
}

function table(subject: string, rows: ReadonlyArray<readonly [string, string]>): string {
  const lines = rows.map(([name, figure]) => `| ${name} | ${figure} |`);
  return [`| ${subject} | |`, '| --- | ---: |', ...lines].join('\n');
}
