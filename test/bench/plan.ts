import { planInjection } from '../../src/core/injection/plan-injection.ts';
import { settings } from '../fixtures/pods.ts';
import { usualPod } from '../fixtures/usual-pod.ts';
import type { BenchOptions, BenchResult } from './bench-result.ts';
import { median } from './support/median.ts';

const warmUp = 5_000;
const nanosecondsPerMicrosecond = 1000;

/** How long the planner takes for a pod of 5 KB. */
export function measure({ short }: BenchOptions): Promise<BenchResult[]> {
  const plan = (): number => {
    const begin = process.hrtime.bigint();
    const { kind } = planInjection({ pod: usualPod, namespace: 'team-a' }, settings);
    const nanoseconds = Number(process.hrtime.bigint() - begin);
    if (kind !== 'inject') throw new Error(`The pod was not injected: ${kind}.`);
    return nanoseconds;
  };
  for (let round = 0; round < warmUp; round++) plan();
  const times = Array.from({ length: short ? 5_000 : 50_000 }, plan);
  return Promise.resolve([
    {
      name: 'plan of a 5 KB pod',
      value: median(times) / nanosecondsPerMicrosecond,
      unit: 'µs',
      budget: 50,
      comparison: 'at most',
    },
  ]);
}
