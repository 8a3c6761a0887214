import { describe, expect, it } from 'vitest';
import { judgeRollout } from '../../../../../src/core/annotate/rollout/judge-rollout.ts';
import type { Workload } from '../../../../../src/core/annotate/workload.ts';

type Kind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

function judge(kind: Kind, spec: object, status: object): string {
  const workload = {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', generation: 2 },
    spec,
    status: { observedGeneration: 2, ...status },
  } satisfies Workload;
  const state = judgeRollout(kind, workload);
  return state.kind === 'complete' ? 'complete' : `${state.kind}: ${state.message}`;
}

describe('the rollout of a Deployment', () => {
  it.each([
    [{ observedGeneration: 1 }, 'waiting: the change has not been taken up yet'],
    [{ observedGeneration: undefined }, 'waiting: the change has not been taken up yet'],
    [{}, 'waiting: 0 of 2 replicas are new'],
    [{ replicas: 3, updatedReplicas: 1 }, 'waiting: 1 of 2 replicas are new'],
    [{ replicas: 3, updatedReplicas: 2 }, 'waiting: 1 old replicas are still there'],
    [
      { replicas: 2, updatedReplicas: 2, availableReplicas: 1 },
      'waiting: 1 of 2 new replicas are available',
    ],
    [{ replicas: 2, updatedReplicas: 2, availableReplicas: 2 }, 'complete'],
    [
      {
        conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
      },
      'failed: the Deployment exceeded its progress deadline',
    ],
  ])('with %j is %s', (status, expected) => {
    expect(judge('Deployment', { replicas: 2 }, status)).toBe(expected);
  });

  it('is complete at once where there are to be no replicas', () => {
    expect(judge('Deployment', { replicas: 0 }, {})).toBe('complete');
  });
});

describe('the rollout of a StatefulSet', () => {
  const partitioned = { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } };

  it.each([
    [{ replicas: 2 }, { readyReplicas: 1 }, 'waiting: 1 of 2 replicas are ready'],
    [
      { replicas: 2 },
      { readyReplicas: 2, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
      'waiting: 1 of 2 replicas are new',
    ],
    [
      { replicas: 2 },
      { readyReplicas: 2, updatedReplicas: 2, currentRevision: 'b', updateRevision: 'b' },
      'complete',
    ],
    [partitioned, { readyReplicas: 3 }, 'waiting: 0 of 1 replicas are new'],
    [
      partitioned,
      { readyReplicas: 3, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
      'complete',
    ],
  ])('of %j with %j is %s', (spec, status, expected) => {
    expect(judge('StatefulSet', spec, status)).toBe(expected);
  });
});

describe('the rollout of a DaemonSet', () => {
  it.each([
    [{ desiredNumberScheduled: 2 }, 'waiting: 0 of 2 pods are new'],
    [
      { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 },
      'waiting: 1 of 2 pods are available',
    ],
    [{ desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 }, 'complete'],
    [{}, 'complete'],
  ])('with %j is %s', (status, expected) => {
    expect(judge('DaemonSet', {}, status)).toBe(expected);
  });
});
