import { planInjection } from '../../src/core/injection/plan-injection.ts';
import { compileRules } from '../../src/core/rules/compile-rules.ts';
import { planRules } from '../../src/core/rules/plan-rules.ts';
import type { InjectionRule } from '../../src/core/rules/rule.ts';
import { settings } from '../fixtures/pods.ts';
import { tenRules } from '../fixtures/ten-rules.ts';
import { podWithTimeZone, usualPod } from '../fixtures/usual-pod.ts';
import type { BenchOptions, Figures } from './figures.ts';
import { median } from './support/median.ts';

const warmUp = 5_000;
const nanosecondsPerMicrosecond = 1000;

interface Case {
  readonly expected: 'inject' | 'skip';
  readonly plan: () => { readonly kind: string };
}

const cases = {
  plan: {
    expected: 'inject',
    plan: () => planInjection({ pod: usualPod, namespace: 'team-a' }, settings),
  },
  planRules: { expected: 'inject', plan: planWithRules(tenRules({ app: 'web' })) },
  // A pod that has nothing of what rules give gets what others of its shape got.
  planMetRules: {
    expected: 'inject',
    plan: planWithRules(tenRules({ app: 'web' }), podWithTimeZone),
  },
  planOthersRules: { expected: 'skip', plan: planWithRules(tenRules({ app: 'other' })) },
} as const satisfies Record<string, Case>;

/** How many microseconds the planners take for a pod of 5 KB. */
export function measure({ short }: BenchOptions): Promise<Figures> {
  const rounds = short ? 5_000 : 50_000;
  return Promise.resolve({
    budgets: {
      plan: measureCase(cases.plan, rounds),
      planRules: measureCase(cases.planRules, rounds),
      planMetRules: measureCase(cases.planMetRules, rounds),
      planOthersRules: measureCase(cases.planOthersRules, rounds),
    },
  });
}

function measureCase({ expected, plan }: Case, rounds: number): number {
  const planOnce = (): number => {
    const begin = process.hrtime.bigint();
    const { kind } = plan();
    const nanoseconds = Number(process.hrtime.bigint() - begin);
    if (kind !== expected) throw new Error(`Not ${expected}, but ${kind}.`);
    return nanoseconds;
  };
  for (let round = 0; round < warmUp; round++) planOnce();
  return median(Array.from({ length: rounds }, planOnce)) / nanosecondsPerMicrosecond;
}

function planWithRules(rules: readonly InjectionRule[], pod: object = usualPod): Case['plan'] {
  const compiled = compileRules(rules);
  const input = { pod, namespace: 'team-a', namespaceLabels: { team: 'a' } };
  return () => planRules(input, compiled, settings);
}
