import { podNames } from './pod.ts';
import type { SoakResult } from './run-soak.ts';
import { faults } from './schedule.ts';

/** What a soak found, as Markdown. */
export function renderSoak(result: SoakResult): string {
  const { seconds, certificates, seed } = result;
  const minutes = (seconds / 60).toFixed(1);
  return [
    `${minutes} minutes, ${certificates} certificates of a minute, sessions of a minute; seed ${seed}.`,
    renderRows(
      ['SDK', 'calls', 'failed outside of windows', 'failed inside', 'sessions', 'longest gap, s'],
      callRows(result),
    ),
    renderRows(['fault', 'times', 'declared window', 'seconds'], faultRows(result)),
  ].join('\n\n');
}

function callRows({ verdicts }: SoakResult): string[][] {
  return podNames.flatMap((name) => {
    const verdict = verdicts.get(name);
    if (verdict === undefined) return [];
    return [
      [
        name,
        verdict.calls.toLocaleString('en'),
        String(verdict.failedOutside.length),
        String(verdict.failedInWindows),
        String(verdict.keys),
        (verdict.longestGapMilliseconds / 1000).toFixed(1),
      ],
    ];
  });
}

function faultRows({ struck }: SoakResult): string[][] {
  return faults.map(({ name, declared }) => {
    const windows = struck.filter((fault) => fault.name === name).map(({ window }) => window);
    const milliseconds = windows.reduce(
      (total, window) => total + (window === undefined ? 0 : window.to - window.from),
      0,
    );
    const seconds = declared === undefined ? '0' : (milliseconds / 1000).toFixed(1);
    return [name, String(windows.length), declared ?? 'none', seconds];
  });
}

function renderRows(heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
