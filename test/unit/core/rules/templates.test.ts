import { describe, expect, it } from 'vitest';
import { clusterRule, plainPod, ruled } from '../../../fixtures/rules.ts';

describe('templates', () => {
  it('are filled in with the names of namespace, pod and ServiceAccount', () => {
    const value = '{{namespace}}/{{ pod }}/{{serviceAccount}}';
    const pod = ruled(plainPod(), clusterRule('r', { annotations: { where: value } }));
    expect(pod.metadata.annotations['where']).toBe('team-a/web-5d8f/web');
  });

  it('take the name of a pod that has one, and the default ServiceAccount', () => {
    const rule = clusterRule('r', { annotations: { who: '{{pod}} {{serviceAccount}}' } });
    const pod = ruled(plainPod({ serviceAccountName: '' }, { name: 'web-0' }), rule);
    expect(pod.metadata.annotations['who']).toBe('web-0 default');
  });

  it('are filled in everywhere but in keys and the names of list elements', () => {
    const rule = clusterRule('r', {
      containers: [
        { name: 'x', args: ['--ns={{namespace}}'], env: [{ name: 'A', value: '{{namespace}}' }] },
      ],
      volumes: [{ name: 'v', configMap: { name: 'ca-{{namespace}}' } }],
      volumeMounts: [{ name: 'v', mountPath: '/{{namespace}}' }],
      envFrom: [{ secretRef: { name: '{{serviceAccount}}-env' } }],
      annotations: { '{{pod}}': 'x' },
    });
    const { metadata, spec } = ruled(plainPod(), rule);
    expect(metadata.annotations).toHaveProperty('{{pod}}', 'x');
    expect(spec.volumes).toEqual([{ name: 'v', configMap: { name: 'ca-team-a' } }]);
    expect(spec.containers[0]).toMatchObject({
      envFrom: [{ secretRef: { name: 'web-env' } }],
      volumeMounts: [{ name: 'v', mountPath: '/team-a' }],
    });
    expect(spec.containers[1]).toMatchObject({
      args: ['--ns=team-a'],
      env: [{ name: 'A', value: 'team-a' }],
    });
  });

  it('leave text that looks like a pattern as it is', () => {
    const rule = clusterRule('r', { env: [{ name: 'A', value: '{{pod}}' }] });
    const pod = ruled(plainPod({}, { name: '$& {{namespace}}' }), rule);
    expect(pod.spec.containers[0]?.env).toEqual([{ name: 'A', value: '$& {{namespace}}' }]);
  });

  it('give each pod its own, whatever pod came before', () => {
    const rule = clusterRule('r', { annotations: { pod: '{{pod}}' } });
    for (const name of ['a', 'b', 'a']) {
      expect(ruled(plainPod({}, { name }), rule).metadata.annotations['pod']).toBe(name);
    }
  });
});
