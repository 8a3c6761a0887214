import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/core/rules/compile-rules.ts';
import type { InjectionRule } from '../../../../src/core/rules/rule.ts';
import { parseAdmissionReview } from '../../../../webhook/server/admission/parse-admission-review.ts';
import { eventsOfAdmission } from '../../../../webhook/server/events/events-of-admission.ts';
import { handleRules, type RuleKnowledge } from '../../../../webhook/server/rules/handle-rules.ts';
import { admissionReview } from '../../../fixtures/admission-review.ts';
import { clusterRule, plainPod, ruleSettings } from '../../../fixtures/rules.ts';

const owner = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  name: 'web-1',
  uid: 'u',
  controller: true,
};
const pod = plainPod({}, { ownerReferences: [owner] });
const taken = clusterRule('taken', { containers: [{ name: 'web', image: 'example.com/other:1' }] });
const gold = clusterRule('gold', {
  namespaceSelector: { matchLabels: { tier: 'gold' } },
  labels: { tier: 'gold' },
});

function known(...rules: readonly InjectionRule[]): RuleKnowledge['rules'] {
  const chosen = { inForce: rules, verdicts: [] };
  return { chosen, compiled: compileRules(rules), selectNamespaces: true };
}

function eventsOf(rules: RuleKnowledge['rules'], request: object = {}) {
  const parsed = parseAdmissionReview(admissionReview(pod, { ...request }));
  if (parsed.kind === 'malformed') throw new Error(parsed.message);
  const admission = handleRules(
    parsed.request,
    { rules, namespaceLabels: undefined },
    ruleSettings,
  );
  return eventsOfAdmission(parsed.request, admission);
}

const broken = {
  ...(known() as NonNullable<RuleKnowledge['rules']>),
  compiled: {
    inNamespace: () => {
      throw new Error('a fault');
    },
  },
} as unknown as RuleKnowledge['rules'];

describe('the Events of an admission by rules', () => {
  it.each([
    ['is skipped', known(taken), 'IAMRA332', /^IAMRA332 .*taken.* Fix: /],
    ['asks for labels of its namespace that nobody knows', known(gold), 'IAMRA336', /gold/],
    ['is not known yet', undefined, 'IAMRA362', /does not know the injection rules/],
    ['meets a fault of ours', broken, 'IAMRA970', /a fault of its own/],
  ])('tell of a pod that gets nothing, since its rule %s', (_why, rules, code, message) => {
    expect(eventsOf(rules)).toEqual([
      {
        controller: expect.objectContaining({ kind: 'ReplicaSet', name: 'web-1' }) as object,
        code,
        message: expect.stringMatching(message) as string,
      },
    ]);
  });

  it('are one for all rules that are skipped for the same reason', () => {
    const other = { ...taken, name: 'other' };
    const [event, ...more] = eventsOf(known(taken, other));
    expect(event?.message).toMatch(/taken.*other|other.*taken/);
    expect(more).toEqual([]);
  });

  it.each([
    ['no rule selects the pod', known()],
    ['a rule gives the pod something', known(clusterRule('labels', { labels: { team: 'a' } }))],
  ])('are none where %s', (_which, rules) => {
    expect(eventsOf(rules)).toEqual([]);
  });

  it('are none for a dry run', () => {
    expect(eventsOf(known(taken), { dryRun: true })).toEqual([]);
  });
});
