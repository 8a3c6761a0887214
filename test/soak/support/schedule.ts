import { pollUntil } from '../../fixtures/poll-until.ts';
import { seeded } from '../../fixtures/seeded.ts';
import type { Fault, Stage } from './fault.ts';
import { agentKilled, emulatorKilled } from './faults/killed.ts';
import { mismatchedFiles } from './faults/mismatched-files.ts';
import { movedClock } from './faults/moved-clock.ts';
import { sessionsFail } from './faults/sessions-fail.ts';
import { unreachable, unreachableForLong } from './faults/unreachable.ts';
import { pause } from './pause.ts';
import type { Pod } from './pod.ts';
import type { Window } from './window.ts';

/** A fault that took place. */
export interface Struck {
  readonly name: string;
  readonly window: Window | undefined;
}

/** Faults that strike one after another, in a random order. */
interface Lane {
  readonly faults: readonly Fault[];
  readonly pauseSeconds: readonly [number, number];
  /** What one of them takes at most: none begins later than this before the end. */
  readonly longestSeconds: number;
}

const lanes: readonly Lane[] = [
  {
    faults: [
      ...sessionsFail,
      unreachable,
      agentKilled,
      emulatorKilled,
      mismatchedFiles,
      movedClock,
    ],
    pauseSeconds: [0, 2],
    longestSeconds: 0,
  },
  { faults: [unreachableForLong], pauseSeconds: [0, 30], longestSeconds: 90 },
];

/** All kinds of faults, as the page shows them. */
export const faults: readonly Fault[] = lanes.flatMap((lane) => lane.faults);

export interface Plan {
  readonly seed: number;
  readonly milliseconds: number;
  /** Told of each fault that is over. */
  readonly onStruck: (struck: Struck) => void;
}

/** Strikes a stage with each kind of fault once at least, and until the time is over. */
export async function strikeAtRandom(stage: Stage, plan: Plan): Promise<void> {
  const end = Date.now() + plan.milliseconds;
  await Promise.all(
    lanes.map((lane, index) => runLane(stage, lane, { ...plan, end }, seeded(plan.seed + index))),
  );
}

async function runLane(
  stage: Stage,
  { faults: kinds, pauseSeconds, longestSeconds }: Lane,
  { end, onStruck }: Plan & { readonly end: number },
  random: () => number,
): Promise<void> {
  for (let count = 0, round: Fault[] = []; ; count += 1) {
    const late = Date.now() + longestSeconds * 1000 >= end;
    if (late && count >= kinds.length) return;
    if (round.length === 0) round = shuffled(kinds, random);
    const fault = round.pop();
    if (fault === undefined) return;
    await pause(random, pauseSeconds);
    const window = await strike(stage, fault, random);
    onStruck({ name: fault.name, window });
  }
}

async function strike(
  { aws, pods }: Stage,
  fault: Fault,
  random: () => number,
): Promise<Window | undefined> {
  const struck = await pollUntil(() => choose(pods, fault, random));
  const setBusy = (busy: boolean): void => {
    for (const pod of struck) pod.busy = busy;
  };
  setBusy(true);
  const window = await fault.strike({ aws, pods: struck, random });
  // A session that was not renewed for one fault is too old for the next.
  await Promise.all(struck.map((pod) => pod.healthy()));
  setBusy(false);
  return window;
}

/** The pods for a fault; undefined while all that it may strike are struck by another one. */
function choose(
  pods: readonly Pod[],
  { victims }: Fault,
  random: () => number,
): readonly [Pod, ...Pod[]] | undefined {
  const [first, ...rest] = pods.filter(
    ({ busy, workload }) => !busy && victims?.includes(workload.name) !== false,
  );
  if (first === undefined) return undefined;
  if (victims === undefined) return [first, ...rest];
  const [chosen] = shuffled([first, ...rest], random);
  return [chosen ?? first];
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
