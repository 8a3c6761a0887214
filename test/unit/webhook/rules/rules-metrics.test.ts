import { expect, it } from 'vitest';
import { skip } from '../../../../webhook/server/admission/admission.ts';
import type { AnsweredAdmission } from '../../../../webhook/server/admission/record-admission.ts';
import { RulesMetrics } from '../../../../webhook/server/metrics/rules-metrics.ts';

function answered(
  rules: { readonly applied: readonly string[]; readonly skipped: readonly string[] },
  dryRun = false,
): AnsweredAdmission {
  const request = {
    uid: '1',
    operation: 'CREATE',
    resource: 'pods',
    namespace: 'shop',
    dryRun,
    object: {},
  };
  return { request, admission: { ...skip('1', 'none'), rules }, milliseconds: 1 };
}

function samples({ applied, skipped }: RulesMetrics): string[] {
  return [applied, skipped]
    .flatMap((counter) => counter.render().split('\n'))
    .filter((line) => !line.startsWith('#'));
}

it('counts the pods of each rule', () => {
  const metrics = new RulesMetrics([], () => undefined);
  metrics.countPod(answered({ applied: ['a', 'shop/b'], skipped: ['c'] }));
  metrics.countPod(answered({ applied: ['a'], skipped: [] }));
  expect(samples(metrics)).toEqual([
    'iamra_webhook_rule_applications_total{rule="a"} 2',
    'iamra_webhook_rule_applications_total{rule="shop/b"} 1',
    'iamra_webhook_rule_skips_total{rule="c"} 1',
  ]);
});

it('does not count pods that are never made', () => {
  const metrics = new RulesMetrics([], () => undefined);
  metrics.countPod(answered({ applied: ['a'], skipped: ['b'] }, true));
  expect(samples(metrics)).toEqual([]);
});

it('shows no rule that is gone', () => {
  const metrics = new RulesMetrics([], () => undefined);
  metrics.countPod(answered({ applied: ['a', 'b'], skipped: ['c', 'd'] }));
  metrics.keepRules(['b', 'c']);
  expect(samples(metrics)).toEqual([
    'iamra_webhook_rule_applications_total{rule="b"} 1',
    'iamra_webhook_rule_skips_total{rule="c"} 1',
  ]);
});
