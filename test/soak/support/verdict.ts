import type { Call } from './client.ts';
import type { PodName } from './pod.ts';
import type { Window } from './window.ts';

/** What became of the calls of one pod. */
export interface Verdict {
  readonly calls: number;
  readonly failedInWindows: number;
  /** Those that failed for no declared reason. */
  readonly failedOutside: readonly Call[];
  readonly keys: number;
  /** The least number of sessions that can have lasted for so long, windows apart. */
  readonly leastKeys: number;
  /** The longest time from one call to the next outside of windows. */
  readonly longestGapMilliseconds: number;
}

export interface Trial {
  readonly pod: PodName;
  readonly calls: readonly Call[];
  readonly windows: readonly Window[];
  /** When the load ended. */
  readonly to: number;
  readonly sessionMilliseconds: number;
}

/** Judges the calls of a pod by the windows that were declared for it. */
export function judge(trial: Trial): Verdict {
  const { pod, calls, to } = trial;
  const from = calls[0]?.start ?? to;
  const windows = trial.windows.filter((window) => (window.pod ?? pod) === pod);
  const failed = calls.filter(({ error }) => error !== null);
  const failedOutside = failed.filter(({ start, end }) => !meets(windows, start, end));
  const excused = sum(windows.map((window) => window.to - window.from));
  const keys = new Set(calls.flatMap(({ key }) => key ?? []));
  return {
    calls: calls.length,
    failedInWindows: failed.length - failedOutside.length,
    failedOutside,
    keys: keys.size,
    leastKeys: Math.ceil((to - from - excused) / trial.sessionMilliseconds),
    longestGapMilliseconds: Math.max(...gaps(trial, windows)),
  };
}

/** From each call's start to the next one's, and to the end of the load; without a call, for ever. */
function gaps({ calls, to }: Trial, windows: readonly Window[]): number[] {
  if (calls.length === 0) return [Infinity];
  return calls.map(({ start }, index) => {
    const end = calls[index + 1]?.start ?? to;
    return meets(windows, start, end) ? 0 : end - start;
  });
}

function meets(windows: readonly Window[], start: number, end: number): boolean {
  return windows.some((window) => start <= window.to && end >= window.from);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
