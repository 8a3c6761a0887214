import { describe, expect, it } from 'vitest';
import type { InjectionInput } from '../../../../src/core/injection/injection-input.ts';
import { planInjection } from '../../../../src/core/injection/plan-injection.ts';
import { admit, input, pod, roleArn, settings, variables } from '../../../fixtures/pods.ts';

const role = { 'iamra.dev/role-arn': roleArn };
const otherRole = roleArn.replace('web', 'other');
const account = { annotations: { 'iamra.dev/role-arn': otherRole } };

function outcome(given: InjectionInput): string {
  const decision = planInjection(given, settings);
  return decision.kind === 'skip' ? decision.reason : decision.kind;
}

describe('a pod', () => {
  it.each([
    ['has no annotation of ours', input({ annotations: { 'example.com/iamra.dev': 'x' } })],
    ['has no annotations', { pod: { spec: { containers: [] } }, namespace: 'team-a' }],
    ['has null annotations', { pod: { metadata: { annotations: null } }, namespace: 'team-a' }],
    ['is no pod at all', { pod: 'text', namespace: 'team-a' }],
    ['is null', { pod: null, namespace: 'team-a' }],
  ])('that %s is left alone', (_, given) => {
    expect(outcome(given)).toBe('not_opted_in');
  });

  it.each([
    ['by its own annotation', input({ annotations: role })],
    ['by its ServiceAccount', input({ annotations: {} }, { serviceAccount: account })],
  ])('is opted in %s', (_, given) => {
    expect(outcome(given)).toBe('inject');
  });

  it('is opted in by any key of ours, so that a misspelt one is not missed', () => {
    expect(outcome(input({ annotations: { 'iamra.dev/rolearn': roleArn } }))).toBe('refuse');
    expect(outcome(input({ annotations: { 'iamra.dev/region': 'eu-west-1' } }))).toBe('refuse');
  });

  it('that says inject: "false" is left alone, whatever else is said', () => {
    const annotations = { ...role, 'iamra.dev/inject': 'false', 'iamra.dev/typo': 'x' };
    expect(outcome(input({ annotations }, { serviceAccount: account }))).toBe('opted_out');
  });

  it('is refused for another value of inject', () => {
    expect(outcome(input({ annotations: { ...role, 'iamra.dev/inject': 'no' } }))).toBe('refuse');
  });

  it('wins over its ServiceAccount, key by key', () => {
    const serviceAccount = {
      annotations: { ...account.annotations, 'iamra.dev/session-name': 'of-the-account' },
    };
    const [agent] = admit(input({ annotations: role }, { serviceAccount })).spec.initContainers;
    expect(variables(agent)).toMatchObject({
      IAMRA_ROLE_ARN: roleArn,
      IAMRA_SESSION_NAME: 'of-the-account',
    });
  });

  it('wins over its ServiceAccount with one list of containers against the other', () => {
    const serviceAccount = { annotations: { 'iamra.dev/skip-containers': 'web' } };
    const annotations = { ...role, 'iamra.dev/include-containers': 'web' };
    const { spec } = admit(input({ annotations }, { serviceAccount }));
    expect(spec.containers[0]).toHaveProperty('env');
  });

  it('that the kubelet made of a file is left alone', () => {
    const annotations = { ...role, 'kubernetes.io/config.mirror': 'x' };
    expect(outcome(input({ annotations }))).toBe('mirror_pod');
  });

  it('in an excluded namespace is left alone, with a warning', () => {
    const decision = planInjection({ pod: pod(), namespace: 'kube-system' }, settings);
    expect(decision).toMatchObject({
      kind: 'skip',
      reason: 'excluded_namespace',
      warnings: [{ code: 'IAMRA327', message: expect.stringContaining('kube-system') as string }],
    });
    const plain = { pod: pod({ annotations: {} }), namespace: 'kube-system' };
    expect(planInjection(plain, settings)).toMatchObject({ reason: 'not_opted_in', warnings: [] });
  });
});

describe('inject: "false" on a ServiceAccount', () => {
  const out = { annotations: { ...account.annotations, 'iamra.dev/inject': 'false' } };

  it('takes back what the ServiceAccount asks for', () => {
    expect(outcome(input({ annotations: {} }, { serviceAccount: out }))).toBe('opted_out');
  });

  it('leaves a pod that asks for itself to its own annotations', () => {
    const [agent] = admit(input({ annotations: role }, { serviceAccount: out })).spec
      .initContainers;
    expect(variables(agent)['IAMRA_ROLE_ARN']).toBe(roleArn);
    const incomplete = input(
      { annotations: { 'iamra.dev/region': 'eu-west-1' } },
      { serviceAccount: out },
    );
    expect(outcome(incomplete)).toBe('refuse');
  });

  it('yields to inject: "true" on the pod', () => {
    const given = input({ annotations: { 'iamra.dev/inject': 'true' } }, { serviceAccount: out });
    expect(variables(admit(given).spec.initContainers[0])['IAMRA_ROLE_ARN']).toBe(otherRole);
  });
});
