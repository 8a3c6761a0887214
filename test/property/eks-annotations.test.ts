import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planInjection } from '../../src/core/injection/plan-injection.ts';
import {
  eksAccount,
  namespace,
  type Pod,
  podsWith,
  settings,
  text,
} from '../fixtures/hostile-pods.ts';
import { roleArn, settings as usualSettings } from '../fixtures/pods.ts';

describe('EKS’ annotations', () => {
  const patchOf = (
    pod: Pod,
    account: Readonly<Record<string, string>>,
    how = settings,
  ): unknown => {
    const decision = planInjection(
      { pod, namespace, serviceAccount: { annotations: account } },
      how,
    );
    return decision.kind === 'inject' ? decision.patch : decision;
  };

  it('give a pod what ours give it', () => {
    const ours = { 'iamra.dev/role-arn': roleArn, 'iamra.dev/skip-containers': 'never-a-name' };
    const eks = {
      'eks.amazonaws.com/role-arn': roleArn,
      'eks.amazonaws.com/skip-containers': 'never-a-name',
    };
    fc.assert(
      fc.property(podsWith({}), (pod) => {
        expect(patchOf(pod, eks)).toEqual(patchOf(pod, ours));
      }),
    );
  });

  it('give a pod the same whether or not a policy has copied the role to it', () => {
    fc.assert(
      fc.property(podsWith({}), (pod) => {
        const copied = { 'iamra.dev/role-arn': roleArn, ...pod.metadata.annotations };
        const other = { ...pod, metadata: { ...pod.metadata, annotations: copied } };
        expect(patchOf(other, eksAccount.annotations)).toEqual(
          patchOf(pod, eksAccount.annotations),
        );
      }),
    );
  });

  it('change nothing where they do not count', () => {
    fc.assert(
      fc.property(podsWith({}), (pod) => {
        expect(patchOf(pod, eksAccount.annotations, usualSettings)).toEqual(
          patchOf(pod, {}, usualSettings),
        );
      }),
    );
  });

  it('are taken or refused, whatever their values are', () => {
    const keys = ['role-arn', 'audience', 'token-expiration', 'skip-containers'].concat(
      'sts-regional-endpoints',
    );
    const annotations = fc.dictionary(
      fc.constantFrom(...keys).map((end) => `eks.amazonaws.com/${end}`),
      text,
    );
    fc.assert(
      fc.property(annotations, annotations, (pod, account) => {
        const given = { metadata: { annotations: pod }, spec: { containers: [] } };
        const serviceAccount = { annotations: account };
        const { kind } = planInjection({ pod: given, namespace, serviceAccount }, settings);
        expect(['inject', 'skip', 'refuse']).toContain(kind);
      }),
    );
  });
});
