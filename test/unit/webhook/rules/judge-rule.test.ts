import { expect, it } from 'vitest';
import type { RuleObject } from '../../../../webhook/rules/rule-object.ts';
import type { AdmissionRequest } from '../../../../webhook/server/admission/admission-review.ts';
import { judgeRule, type RuleJudgement } from '../../../../webhook/server/rules/judge-rule.ts';
import { clusterRule, namespacedRule } from '../../../fixtures/injection-rules.ts';
import { ruleSettings } from '../../../fixtures/rule-problems.ts';

const team = (value: string): object => ({ labels: { team: value } });

function judgeUpdate(
  object: object,
  oldObject: object,
  stored: readonly object[],
): Promise<RuleJudgement> {
  const request: AdmissionRequest = {
    uid: '1',
    operation: 'UPDATE',
    resource: 'clusterinjectionrules.iamra.dev',
    namespace: '',
    dryRun: false,
    object,
    oldObject,
  };
  const readAll = () => Promise.resolve(stored as readonly RuleObject[]);
  return judgeRule(request, { readAll, settings: ruleSettings });
}

it('takes an update that fights only with a rule that the present one keeps out of force', async () => {
  const old = clusterRule(team('a'), 'first');
  const fighting = clusterRule(team('b'), 'second');
  const update = clusterRule({ ...team('a'), annotations: { note: 'x' } }, 'first');
  expect(await judgeUpdate(update, old, [old, fighting])).toMatchObject({ kind: 'pass' });
});

it('refuses an update that fights with a rule in force', async () => {
  const old = clusterRule({}, 'first');
  const other = clusterRule(team('b'), 'second');
  const update = clusterRule(team('a'), 'first');
  expect(await judgeUpdate(update, old, [old, other])).toMatchObject({ kind: 'refuse' });
});

it("takes an update of a cluster's rule whatever the rules of namespaces are", async () => {
  const old = clusterRule({}, 'first');
  const own = namespacedRule(team('b'), 'second');
  const update = clusterRule(team('a'), 'first');
  expect(await judgeUpdate(update, old, [old, own])).toMatchObject({ kind: 'pass' });
});

it('refuses one rule more than a namespace may have, and takes changes of those in force', async () => {
  const stored = Array.from({ length: 50 }, (_, index) =>
    namespacedRule({ labels: { [`l-${index}`]: 'x' } }, `r-${index}`),
  );
  const judge = (name: string): Promise<RuleJudgement> =>
    judgeUpdate(namespacedRule(team('a'), name), namespacedRule({}, name), stored);
  expect(await judge('one-more')).toMatchObject({
    kind: 'refuse',
    problems: [{ code: 'IAMRA357', path: ['metadata', 'name'] }],
  });
  expect(await judge('r-7')).toMatchObject({ kind: 'pass' });
  expect(await judgeUpdate(clusterRule(team('a')), clusterRule({}), stored)).toMatchObject({
    kind: 'pass',
  });
});
