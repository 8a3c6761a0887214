import { describe, expect, it } from 'vitest';
import { judgeInjectionRules } from '../../../../src/core/checks/injection-rules.ts';
import type { RuleState } from '../../../../src/core/checks/injection-rules-state.ts';

const sound: RuleState = {
  name: 'ClusterInjectionRule node-exporter',
  inspect: 'kubectl describe clusterinjectionrule node-exporter',
  ready: { status: 'True', message: 'The rule is applied to new pods.' },
  isInForce: true,
};
const message = 'The rule is not applied: spec.env[0].name: IAMRA340 It is empty.';
const refused: RuleState = { ...sound, ready: { status: 'False', message }, isInForce: false };

describe('the check of injection rules', () => {
  it('finds nothing where there are none', () => {
    expect(judgeInjectionRules({ rules: [], hasEntry: false })).toEqual({
      findings: [],
      detail: 'there are none',
    });
  });

  it('is skipped where iamra is not installed', () => {
    expect(judgeInjectionRules(undefined)).toEqual({ skipped: 'iamra is not installed' });
  });

  it('finds nothing where each is in force, and API servers ask for them', () => {
    expect(judgeInjectionRules({ rules: [sound, sound], hasEntry: true })).toEqual({
      findings: [],
    });
  });

  it('names a rule that is refused, with what is wrong, and asks for no entry for it', () => {
    expect(judgeInjectionRules({ rules: [refused], hasEntry: false })).toMatchObject({
      findings: [
        {
          code: 'IAMRA360',
          severity: 'warn',
          message: `ClusterInjectionRule node-exporter: ${message}`,
        },
      ],
    });
  });

  it('names a rule that nobody has looked at, with the command that tells more', () => {
    const unseen = { ...sound, ready: undefined };
    expect(judgeInjectionRules({ rules: [unseen], hasEntry: true })).toMatchObject({
      findings: [{ code: 'IAMRA360', fix: sound.inspect }],
    });
  });

  it.each([
    [false, 'The entry for rules is not in the MutatingWebhookConfiguration'],
    [undefined, 'There is no MutatingWebhookConfiguration iamra-injector-rules'],
  ])('says where rules are in force and nobody asks for them: %j', (hasEntry, text) => {
    expect(judgeInjectionRules({ rules: [sound], hasEntry })).toMatchObject({
      findings: [{ code: 'IAMRA361', message: expect.stringContaining(text) as string }],
    });
  });
});
