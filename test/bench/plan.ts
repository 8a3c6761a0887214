import { planInjection } from '../../src/core/injection/plan-injection.ts';
import { compileRules } from '../../src/core/rules/compile-rules.ts';
import { planRules } from '../../src/core/rules/plan-rules.ts';
import type { InjectionRule } from '../../src/core/rules/rule.ts';
import { settings } from '../fixtures/pods.ts';
import { tenRules } from '../fixtures/ten-rules.ts';
import { usualPod } from '../fixtures/usual-pod.ts';
import type { BenchOptions, BenchResult } from './bench-result.ts';
import { median } from './support/median.ts';

const warmUp = 5_000;
const nanosecondsPerMicrosecond = 1000;

interface Case {
  readonly name: string;
  /** Microseconds. */
  readonly budget: number;
  readonly expected: 'inject' | 'skip';
  readonly plan: () => { readonly kind: string };
}

const input = { pod: usualPod, namespace: 'team-a', namespaceLabels: { team: 'a' } };

const cases: readonly Case[] = [
  {
    name: 'plan of a 5 KB pod',
    budget: 50,
    expected: 'inject',
    plan: () => planInjection(input, settings),
  },
  {
    name: 'plan of a 5 KB pod, 10 rules',
    budget: 50,
    expected: 'inject',
    plan: planWithRules(tenRules({ app: 'web' })),
  },
  {
    name: 'plan of a 5 KB pod, 10 rules for others',
    budget: 5,
    expected: 'skip',
    plan: planWithRules(tenRules({ app: 'other' })),
  },
];

/** How long the planners take for a pod of 5 KB. */
export function measure({ short }: BenchOptions): Promise<BenchResult[]> {
  return Promise.resolve(cases.map((one) => measureCase(one, short)));
}

function measureCase({ name, budget, expected, plan }: Case, short: boolean): BenchResult {
  const planOnce = (): number => {
    const begin = process.hrtime.bigint();
    const { kind } = plan();
    const nanoseconds = Number(process.hrtime.bigint() - begin);
    if (kind !== expected) throw new Error(`Not ${expected}, but ${kind}.`);
    return nanoseconds;
  };
  for (let round = 0; round < warmUp; round++) planOnce();
  const times = Array.from({ length: short ? 5_000 : 50_000 }, planOnce);
  return {
    name,
    value: median(times) / nanosecondsPerMicrosecond,
    unit: 'µs',
    budget,
    comparison: 'at most',
  };
}

function planWithRules(rules: readonly InjectionRule[]): Case['plan'] {
  const compiled = compileRules(rules);
  return () => planRules(input, compiled, settings);
}
