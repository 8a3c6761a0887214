import { describe, expect, it } from 'vitest';
import { podOfTemplate } from '../../../../src/core/annotate/pod-of-template.ts';

describe('the pod of a template', () => {
  it('is what a controller would create, with the volumes of a StatefulSet’s claims', () => {
    const template = {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [], volumes: [{ name: 'config' }] },
    };
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'team-a' },
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
    };
    expect(podOfTemplate(set, template)).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        generateName: 'db-',
        namespace: 'team-a',
        labels: { app: 'db' },
        annotations: {},
      },
      spec: {
        containers: [],
        volumes: [
          { name: 'config' },
          { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } },
        ],
      },
    });
  });

  it('says what its ServiceAccount is about to say, where it does not say otherwise itself', () => {
    const workload = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } };
    const template = { metadata: { annotations: { 'iamra.dev/region': 'eu-west-1' } }, spec: {} };
    const account = { 'iamra.dev/region': 'us-east-1', 'iamra.dev/role-arn': 'x', team: 'a' };
    expect(podOfTemplate(workload, template, account).metadata.annotations).toEqual({
      'iamra.dev/region': 'eu-west-1',
      'iamra.dev/role-arn': 'x',
    });
  });
});
