import { expect, it } from 'vitest';
import { delayOf, failureOf, isRunning } from '../../../../src/actions/cluster-demo/judge-pod.ts';

const pod = (status: object): Parameters<typeof isRunning>[0] => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'hello-world-1' },
  status,
});

const url = 'http://10.0.0.1:9977';

it('a pod runs when the workload’s own container does, whatever the agent does', () => {
  expect(isRunning(pod({ containerStatuses: [{ name: 'hello-world', ready: true }] }))).toBe(true);
  expect(isRunning(pod({ containerStatuses: [{ name: 'hello-world', ready: false }] }))).toBe(
    false,
  );
  expect(isRunning(pod({ initContainerStatuses: [{ name: 'iamra-agent', ready: true }] }))).toBe(
    false,
  );
});

it('a first failed pull is no failure yet: the kubelet tries again', () => {
  const waiting = { reason: 'ErrImagePull', message: 'connection reset' };
  const pulling = pod({ containerStatuses: [{ name: 'hello-world', state: { waiting } }] });
  expect(failureOf(pulling, url)).toBeUndefined();
  expect(delayOf(pulling)).toBe('ErrImagePull: connection reset');
});

it('a pod without a node says why', () => {
  const message = '0/1 nodes are available: 1 Insufficient memory.';
  const unscheduled = pod({ conditions: [{ type: 'PodScheduled', status: 'False', message }] });
  expect(delayOf(unscheduled)).toBe(message);
});

it('an emulator that was reached is no failure', () => {
  const status = { name: 'reach-aws', state: { terminated: { exitCode: 0 } } };
  expect(failureOf(pod({ initContainerStatuses: [status] }), url)).toBeUndefined();
});

it('the address that was not reached is named with its port, and how to let pods in', () => {
  const status = { name: 'reach-aws', state: { terminated: { exitCode: 1, message: '' } } };
  expect(failureOf(pod({ initContainerStatuses: [status] }), url)).toMatchObject({
    code: 'IAMRA187',
    message: expect.stringContaining(`${url}: no answer`) as string,
    fix: expect.stringContaining('TCP port 9977 of 10.0.0.1') as string,
  });
});
