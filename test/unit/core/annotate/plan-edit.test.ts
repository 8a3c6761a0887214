import { describe, expect, it } from 'vitest';
import { planEdit } from '../../../../src/core/annotate/plan-edit.ts';
import { parseTypes } from '../../../../src/core/annotate/target.ts';
import type { TargetType } from '../../../../src/core/annotate/target-type.ts';
import { roleArn } from './fixtures.ts';

const metadata = { name: 'web', namespace: 'default' };
const edits = { 'iamra.dev/role-arn': roleArn, 'iamra.dev/inject': null };
const typeOf = (word: string) => parseTypes(word)[0] as TargetType;

describe('the change of an object', () => {
  it('touches nothing but annotations of the pod template', () => {
    const annotations = { 'iamra.dev/role-arn': 'old', 'iamra.dev/inject': 'false' };
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { template: { metadata: { annotations } } },
    };
    expect(planEdit(object, typeOf('deployment'), edits, true)).toEqual({
      edits: { annotations: edits, labels: {} },
      patch: { spec: { template: { metadata: { annotations: edits } } } },
      change: {
        action: 'update',
        resource: 'Deployment default/web',
        details: [
          `pod template: annotation iamra.dev/role-arn: old → ${roleArn}`,
          'pod template: annotation iamra.dev/inject removed (was false)',
        ],
      },
    });
  });

  it('goes to the template of the Jobs of a CronJob', () => {
    const object = { apiVersion: 'batch/v1', kind: 'CronJob', metadata };
    expect(planEdit(object, typeOf('cj'), edits, true).patch).toEqual({
      spec: { jobTemplate: { spec: { template: { metadata: { annotations: edits } } } } },
    });
  });

  it('sets the label of a ServiceAccount as well, and takes it away again', () => {
    const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
    const label = { 'iamra.dev/opted-in': 'true' };
    expect(planEdit(object, typeOf('sa'), edits, true).patch).toEqual({
      metadata: { annotations: edits, labels: label },
    });
    const labelled = { ...object, metadata: { ...metadata, labels: label } };
    expect(planEdit(labelled, typeOf('sa'), {}, false).patch).toEqual({
      metadata: { labels: { 'iamra.dev/opted-in': null } },
    });
  });

  it.each(['deployment', 'sa'])('is none where nothing differs (%s)', (word) => {
    const labels = { 'iamra.dev/opted-in': 'true' };
    const object = { apiVersion: 'v1', kind: 'x', metadata: { ...metadata, labels } };
    const { patch, change } = planEdit(object, typeOf(word), {}, true);
    expect(patch).toBeUndefined();
    expect(change.action).toBe('keep');
  });
});
