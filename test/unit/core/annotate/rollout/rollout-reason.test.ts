import { describe, expect, it } from 'vitest';
import type { RolloutObservation } from '../../../../../src/core/annotate/rollout/rollout-observation.ts';
import type { ContainerStatus } from '../../../../../src/core/annotate/rollout/rollout-pod.ts';
import { findRolloutReason } from '../../../../../src/core/annotate/rollout/rollout-reason.ts';

const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { uid: 'deployment' } };

function reasonFor(seen: Partial<RolloutObservation>): unknown {
  return findRolloutReason({
    workload: deployment,
    replicaSet: undefined,
    pods: [],
    events: [],
    certificateProblem: undefined,
    ...seen,
  });
}

function podWith(status: object): RolloutObservation['pods'][number] {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-1', uid: 'pod' }, status };
}

function event(reason: string, uid: string, message: string): RolloutObservation['events'][number] {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {},
    involvedObject: { uid },
    reason,
    message,
  };
}

const crashed: ContainerStatus = {
  name: 'iamra-agent',
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode: 1, message: 'IAMRA407 AWS does not trust it.\n' } },
};
const pulling: ContainerStatus = {
  name: 'web',
  state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } },
};
const refusal =
  'admission webhook "pod.credentials.iamra.dev" denied the request: IAMRA305 the pod is on the host network';
const outage =
  'Internal error occurred: failed calling webhook "pod.credentials.iamra.dev": connection refused';

describe('the reason why a rollout does not end', () => {
  it('is not guessed', () => {
    expect(reasonFor({ pods: [podWith({})] })).toBeUndefined();
  });

  it('is what admission says, verbatim, and then waiting is over', () => {
    const replicaSet = {
      ...deployment,
      status: {
        conditions: [
          { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: refusal },
        ],
      },
    };
    expect(reasonFor({ replicaSet, pods: [podWith({ containerStatuses: [pulling] })] })).toEqual({
      message: refusal,
      final: true,
    });
  });

  it('may pass where the webhook is only away', () => {
    const events = [event('FailedCreate', 'deployment', outage)];
    expect(reasonFor({ events })).toEqual({ message: outage, final: false });
  });

  it.each([
    "pods \"web-1\" is forbidden: ValidatingAdmissionPolicy 'iamra-guard-pod' with binding 'iamra-guard-pod' denied request: IAMRA313",
    'pods "web-1" is forbidden: violates PodSecurity "restricted:latest": hostPath',
  ])('is final where it is a policy: %s', (message) => {
    expect(reasonFor({ events: [event('FailedCreate', 'deployment', message)] })).toEqual({
      message,
      final: true,
    });
  });

  it('is not what befell other objects', () => {
    const events = [
      event('FailedCreate', 'another', refusal),
      event('FailedMount', 'another', 'secret not found'),
    ];
    expect(reasonFor({ events, pods: [podWith({})] })).toBeUndefined();
  });

  it.each<[string, Partial<RolloutObservation>, string]>([
    [
      'what the agent said last',
      {
        pods: [podWith({ initContainerStatuses: [crashed], containerStatuses: [pulling] })],
        certificateProblem: 'Certificate default/iamra-web is not ready: no issuer',
      },
      'pod web-1: iamra-agent ended: IAMRA407 AWS does not trust it.',
    ],
    [
      'the certificate, rather than the mount that waits for it',
      {
        pods: [podWith({})],
        certificateProblem: 'Certificate default/iamra-web is not ready: no issuer',
        events: [event('FailedMount', 'pod', 'secret "iamra-web" not found')],
      },
      'Certificate default/iamra-web is not ready: no issuer',
    ],
    [
      'a container that waits',
      { pods: [podWith({ containerStatuses: [pulling] })] },
      'pod web-1: container web waits in ImagePullBackOff: no such image',
    ],
    [
      'a container that crashes',
      {
        pods: [
          podWith({
            containerStatuses: [
              {
                name: 'web',
                state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
                lastState: { terminated: { exitCode: 3 } },
              },
            ],
          }),
        ],
      },
      'pod web-1: container web waits in CrashLoopBackOff, ended with exit code 3: back-off',
    ],
    [
      'a mount that fails',
      {
        pods: [
          podWith({
            initContainerStatuses: [
              { name: 'iamra-agent', state: { waiting: { reason: 'PodInitializing' } } },
            ],
          }),
        ],
        events: [event('FailedMount', 'pod', 'secret "iamra-web" not found')],
      },
      'pod web-1: secret "iamra-web" not found',
    ],
    [
      'a pod that has no node',
      {
        pods: [
          podWith({
            conditions: [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes fit' }],
          }),
        ],
      },
      'pod web-1: 0/1 nodes fit',
    ],
  ])('is %s', (_, seen, message) => {
    expect(reasonFor(seen)).toEqual({ message, final: false });
  });
});
