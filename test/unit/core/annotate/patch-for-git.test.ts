import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { patchForGit } from '../../../../src/core/annotate/patch-for-git.ts';
import { planEdit } from '../../../../src/core/annotate/plan-edit.ts';
import { parseTypes } from '../../../../src/core/annotate/target.ts';
import type { TargetType } from '../../../../src/core/annotate/target-type.ts';
import { roleArn } from './fixtures.ts';

const metadata = { name: 'web', namespace: 'default' };

function patch(
  word: string,
  apiVersion: string,
  kind: string,
  annotations: Record<string, string | null>,
) {
  const [type] = parseTypes(word) as [TargetType];
  const object = { apiVersion, kind, metadata };
  return patchForGit(object, type, planEdit(object, type, annotations, true).patch ?? {});
}

describe('the patch for git', () => {
  it('is an entry of a kustomization.yaml, whose patch names the object', () => {
    const { kustomize } = patch('deploy', 'apps/v1', 'Deployment', {
      'iamra.dev/role-arn': roleArn,
      'iamra.dev/inject': null,
    });
    const { patches } = parse(kustomize) as { patches: Array<{ target: object; patch: string }> };
    expect(patches).toHaveLength(1);
    expect(patches[0]?.target).toEqual({ kind: 'Deployment', name: 'web' });
    expect(parse(patches[0]?.patch ?? '')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        template: {
          metadata: { annotations: { 'iamra.dev/role-arn': roleArn, 'iamra.dev/inject': null } },
        },
      },
    });
  });

  it('is the block for the manifest, with its place, and what to take out', () => {
    const { manifest } = patch('cj', 'batch/v1', 'CronJob', {
      'iamra.dev/role-arn': roleArn,
      'iamra.dev/inject': null,
    });
    expect(manifest).toBe(`# below spec.jobTemplate.spec.template.metadata:
annotations:
  iamra.dev/role-arn: ${roleArn}
# remove below spec.jobTemplate.spec.template.metadata: iamra.dev/inject`);
  });

  it('has the label of a ServiceAccount', () => {
    const { manifest } = patch('sa', 'v1', 'ServiceAccount', { 'iamra.dev/role-arn': roleArn });
    expect(manifest).toBe(`# below metadata:
annotations:
  iamra.dev/role-arn: ${roleArn}
labels:
  iamra.dev/opted-in: "true"`);
  });
});
