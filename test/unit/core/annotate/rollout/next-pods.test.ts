import { describe, expect, it } from 'vitest';
import { nextPods } from '../../../../../src/core/annotate/rollout/next-pods.ts';
import { parseTargets, type Target } from '../../../../../src/core/annotate/target.ts';

function next(type: string, spec: object): string | undefined {
  const [target] = parseTargets([type, 'web']) as [Target];
  const { apiVersion, kind } = target.type;
  return nextPods(target, { apiVersion, kind, metadata: { namespace: 'team-a' }, spec });
}

describe('the way to new pods', () => {
  it.each([
    ['deployment', {}],
    ['statefulset', { updateStrategy: { type: 'RollingUpdate' } }],
    ['daemonset', {}],
  ])('is Kubernetes’ own rollout for a %s', (type, spec) => {
    expect(next(type, spec)).toBeUndefined();
  });

  it.each([
    ['deployment', { paused: true }, 'kubectl rollout resume deployment/web -n team-a'],
    [
      'statefulset',
      { updateStrategy: { type: 'OnDelete' }, selector: { matchLabels: { app: 'db', tier: 'x' } } },
      'kubectl delete pod -n team-a -l app=db,tier=x',
    ],
    ['daemonset', { updateStrategy: { type: 'OnDelete' } }, 'kubectl delete pod -n team-a'],
    ['cronjob', {}, 'kubectl create job --from=cronjob/web web-now -n team-a'],
    ['job', { suspend: true }, 'kubectl patch job web -n team-a'],
    ['serviceaccount', {}, 'Pods that are made from now on'],
  ])('of a %s with %j is told', (type, spec, expected) => {
    expect(next(type, spec)).toContain(expected);
  });
});
