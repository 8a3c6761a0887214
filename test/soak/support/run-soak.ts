import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../fixtures/seeded.ts';
import { EmulatedAws } from './emulated-aws.ts';
import { Pod, type PodName, type Workload } from './pod.ts';
import { type Struck, strikeAtRandom } from './schedule.ts';
import { judge, type Verdict } from './verdict.ts';

const sessionSeconds = 60;

export interface SoakPlan {
  readonly seed: number;
  readonly minutes: number;
  readonly workloads: readonly Workload[];
  /** Told what happens. */
  readonly tell: (line: string) => void;
}

/** What a soak found. */
export interface SoakResult {
  readonly seed: number;
  readonly seconds: number;
  readonly verdicts: ReadonlyMap<PodName, Verdict>;
  readonly struck: readonly Struck[];
  readonly certificates: number;
}

/** Loads agents by SDKs, renews their certificates, and strikes them with faults all the while. */
export async function runSoak(plan: SoakPlan): Promise<SoakResult> {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-soak-'));
  const aws = await EmulatedAws.start(folder, sessionSeconds);
  const pods = plan.workloads.map((workload, index) => {
    const own = join(folder, String(index));
    mkdirSync(own);
    return new Pod(workload, aws, own, seeded(plan.seed + 100 + index));
  });
  try {
    return await soak(plan, aws, pods);
  } finally {
    await Promise.all(pods.map((pod) => pod.stop()));
    await aws.kill();
    rmSync(folder, { recursive: true });
  }
}

async function soak(
  { seed, minutes, tell }: SoakPlan,
  aws: EmulatedAws,
  pods: readonly Pod[],
): Promise<SoakResult> {
  const over = new AbortController();
  await startInTurns(pods);
  const from = Date.now();
  const rotation = Promise.all(pods.map((pod) => pod.secret.keep(over.signal)));
  const struck: Struck[] = [];
  const onStruck = (fault: Struck): void => {
    struck.push(fault);
    tell(`${Math.round((Date.now() - from) / 1000)} s: ${fault.name}${describe(fault)}`);
  };
  try {
    await strikeAtRandom({ aws, pods }, { seed, milliseconds: minutes * 60_000, onStruck });
  } finally {
    over.abort();
    await rotation;
  }
  const to = Date.now();
  const windows = struck.flatMap(({ window }) => window ?? []);
  const judged = pods.map((pod) => {
    const { name } = pod.workload;
    const trial = { pod: name, calls: pod.calls(), windows, to };
    return [name, judge({ ...trial, sessionMilliseconds: sessionSeconds * 1000 })] as const;
  });
  return {
    seed,
    seconds: Math.round((to - from) / 1000),
    verdicts: new Map(judged),
    struck,
    certificates: pods.reduce((total, { secret }) => total + secret.issued, 0),
  };
}

// Agents that started together renew together: a fault would wait for all, and then meet all.
async function startInTurns(pods: readonly Pod[]): Promise<void> {
  for (const [index, pod] of pods.entries()) {
    if (index > 0) await sleep((sessionSeconds * 1000) / 2 / pods.length);
    await pod.start();
  }
}

function describe({ window }: Struck): string {
  if (window === undefined) return '';
  const { pod = 'all', from, to } = window;
  return `, ${pod}, ${((to - from) / 1000).toFixed(1)} s`;
}
