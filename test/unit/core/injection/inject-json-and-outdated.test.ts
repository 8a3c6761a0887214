import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { injected, job } from '../../../fixtures/manifests.ts';
import { type AdmittedPod, roleArn, settings } from '../../../fixtures/pods.ts';

const read = (text: string): unknown => parse(text) as unknown;

describe('JSON manifests', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { annotations: { 'iamra.dev/role-arn': roleArn }, labels: {} },
    spec: {
      containers: [{ name: 'web', env: [], args: ['1e3'] }],
      initContainers: [{ name: 'i' }],
    },
  };

  it.each([undefined, 2, '\t'])('indented by %j stay JSON, indented so', (space) => {
    const text = JSON.stringify(pod, null, space);
    const result = injected(text).text;
    const read = JSON.parse(result) as AdmittedPod;
    expect(read.spec.initContainers.map(({ name }) => name)).toEqual(['iamra-agent', 'i']);
    expect(read.spec.containers[0]?.env).toHaveLength(5);
    if (space !== undefined) expect(result).toBe(JSON.stringify(read, null, space));
  });
});

describe('an outdated injection in manifests', () => {
  it('is brought up to date in place, also where the agent is no longer first', () => {
    const newer = {
      ...settings,
      image: 'example.com/newer',
      ports: { credentials: 8001, health: 8002 },
    };
    const old = injected(job).text;
    const result = injected(old, newer);
    const fresh = injected(job, newer);
    expect(read(result.text)).toEqual(read(fresh.text));
    const moved = old.replace(/^( *)- name: iamra-agent$/m, '$1# first\n$1- name: other\n$&');
    const restored = injected(moved, newer);
    expect(read(restored.text)).toMatchObject({
      spec: {
        template: {
          spec: {
            initContainers: [{ name: 'iamra-agent', image: newer.image }, { name: 'other' }],
          },
        },
      },
    });
  });
});
