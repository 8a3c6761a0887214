import { describe, expect, it } from 'vitest';
import { ownerOfPod } from '../../../../src/core/checks/owner-of-pod.ts';

const named = { name: 'web-5d4-x', namespace: 'shop' };
const ownedBy = (kind: string, name: string, labels = {}): object => ({
  ...named,
  labels,
  ownerReferences: [
    { kind: 'Node', name: 'other' },
    { kind, name, controller: true },
  ],
});

describe('the owner of a pod', () => {
  it.each([
    ['ReplicaSet', 'web-5d4', { 'pod-template-hash': '5d4' }, { kind: 'Deployment', name: 'web' }],
    ['ReplicaSet', 'web', {}, { kind: 'ReplicaSet', name: 'web' }],
    ['Job', 'batch', {}, { kind: 'Job', name: 'batch' }],
  ])('of %s %s is found', (kind, name, labels, expected) => {
    const metadata = ownedBy(kind, name, labels);
    expect(ownerOfPod({ metadata })).toEqual({ ...expected, namespace: 'shop' });
  });

  it('is itself where nothing controls it', () => {
    expect(ownerOfPod({ metadata: named })).toEqual({
      kind: 'Pod',
      namespace: 'shop',
      name: 'web-5d4-x',
    });
  });
});
