import { describe, expect, it } from 'vitest';
import { podTrouble } from '../../../../../src/core/plan/install/pod-trouble.ts';

const metadata = { name: 'web-1' };
const waiting = (reason: string, message?: string): object => ({
  state: { waiting: { reason, ...(message === undefined ? {} : { message }) } },
});

describe('the trouble of a pod', () => {
  it.each([
    [[waiting('ImagePullBackOff', 'no such image')], 'pod web-1: ImagePullBackOff: no such image'],
    [[{ state: {} }, waiting('CreateContainerError')], 'pod web-1: CreateContainerError'],
    [
      [
        {
          ...waiting('CrashLoopBackOff', 'back-off 10s'),
          lastState: { terminated: { message: 'IAMRA920 is wrong\n' } },
        },
      ],
      'pod web-1: CrashLoopBackOff: IAMRA920 is wrong',
    ],
  ])('is what its container waits for: %j', (containerStatuses, expected) => {
    expect(podTrouble({ metadata, status: { containerStatuses } })).toBe(expected);
  });

  it('is that no node takes it', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes: no memory' }];
    expect(podTrouble({ metadata, status: { conditions } })).toBe(
      'pod web-1: 0/1 nodes: no memory',
    );
  });

  it.each([
    [{}],
    [{ containerStatuses: [waiting('ContainerCreating')] }],
    [{ containerStatuses: [{ state: { running: {} } }] }],
  ])('is none where it starts or runs: %j', (status) => {
    expect(podTrouble({ metadata, status })).toBeUndefined();
  });
});
