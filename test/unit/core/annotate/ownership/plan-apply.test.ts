import { describe, expect, it } from 'vitest';
import { editedFields } from '../../../../../src/core/annotate/ownership/edited-fields.ts';
import { findConflicts } from '../../../../../src/core/annotate/ownership/find-conflicts.ts';
import { planApply } from '../../../../../src/core/annotate/ownership/plan-apply.ts';
import { parseTypes } from '../../../../../src/core/annotate/target.ts';
import type { TargetType } from '../../../../../src/core/annotate/target-type.ts';
import type { ClusterObject } from '../../../../../src/core/annotate/workload.ts';
import {
  annotationOwners,
  inTemplate,
  type Wrote,
  wrote,
} from '../../../../fixtures/managed-fields.ts';

const [deployment] = parseTypes('deployment') as [TargetType];
const [account] = parseTypes('sa') as [TargetType];
const role = { 'iamra.dev/role-arn': 'arn:role' };
const region = { 'iamra.dev/region': 'eu-west-1' };
const place = { name: 'web', namespace: 'default', uid: 'u-1' };

/** A Deployment with annotations in its template, and those who wrote them. */
function annotated(
  annotations: Readonly<Record<string, string>>,
  ...owners: Wrote[]
): ClusterObject {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...place, managedFields: annotationOwners(inTemplate, ...owners) },
    spec: { template: { metadata: { annotations } } },
  };
  return object;
}

function configured(annotations: object): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: place,
    spec: { template: { metadata: { annotations } } },
  };
}

const nothing = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: place };

describe('the apply of an edit', () => {
  it('names what it writes and the object, down to its uid, and nothing else', () => {
    const object = annotated({ team: 'a' }, wrote('kubectl-create', 'Update', { team: 'a' }));
    const plan = planApply(object, deployment, { annotations: role, labels: {} });
    expect(plan).toEqual({ managedFields: undefined, configuration: configured(role) });
  });

  it('names what annotate wrote before as well: an apply takes away what it leaves out', () => {
    const object = annotated(
      { ...role, ...region },
      wrote('iamra-cli', 'Apply', { ...role, ...region }),
    );
    const edits = { annotations: { 'iamra.dev/role-arn': 'arn:other' }, labels: {} };
    expect(planApply(object, deployment, edits)).toEqual({
      managedFields: undefined,
      configuration: configured({ 'iamra.dev/role-arn': 'arn:other', ...region }),
    });
  });

  it('leaves out what is to go', () => {
    const object = annotated(role, wrote('iamra-cli', 'Apply', role));
    const plan = planApply(object, deployment, {
      annotations: { 'iamra.dev/role-arn': null },
      labels: {},
    });
    expect(plan).toEqual({ managedFields: undefined, configuration: nothing });
  });

  it('takes over what an earlier release wrote by merge patch, and leaves the rest of it', () => {
    const mine = { ...role, ...region };
    const object = annotated(
      { ...mine, team: 'a' },
      wrote('iamra', 'Update', { ...mine, team: 'a' }),
      wrote('kubectl-client-side-apply', 'Update', region),
    );
    const edits = { annotations: { 'iamra.dev/role-arn': null }, labels: {} };
    const { managedFields, configuration } = planApply(object, deployment, edits);
    expect(configuration).toEqual(configured(region));
    expect(managedFields).toEqual([
      ...annotationOwners(
        inTemplate,
        wrote('iamra', 'Update', { team: 'a' }),
        wrote('kubectl-client-side-apply', 'Update', region),
        wrote('iamra-cli', 'Apply', { ...region, ...role }),
      ),
    ]);
  });

  it('takes what the edit changes from whoever has it, and nothing that it does not', () => {
    const object = annotated(
      { ...role, ...region },
      wrote('kubectl-edit', 'Update', { ...role, ...region }),
    );
    const edits = { annotations: { 'iamra.dev/role-arn': 'arn:other' }, labels: {} };
    const { managedFields, configuration } = planApply(object, deployment, edits);
    expect(configuration).toEqual(configured({ 'iamra.dev/role-arn': 'arn:other' }));
    expect(managedFields).toEqual(
      annotationOwners(
        inTemplate,
        wrote('kubectl-edit', 'Update', region),
        wrote('iamra-cli', 'Apply', role),
      ),
    );
  });

  it('makes its own what nobody has, to take it away', () => {
    const object = annotated(role);
    const { managedFields } = planApply(object, deployment, {
      annotations: { 'iamra.dev/role-arn': null },
      labels: {},
    });
    expect(managedFields).toEqual(annotationOwners(inTemplate, wrote('iamra-cli', 'Apply', role)));
  });

  it('fills a map that somebody applied empty, and leaves them all else', () => {
    const fieldsV1 = {
      'f:spec': { 'f:replicas': {}, 'f:template': { 'f:metadata': { 'f:annotations': {} } } },
    };
    const team = { manager: 'team-a', operation: 'Apply', apiVersion: 'apps/v1', fieldsV1 };
    const object = { ...annotated({}), metadata: { ...place, managedFields: [team] } };
    const plan = planApply(object, deployment, { annotations: role, labels: {} });
    expect(plan.configuration).toEqual(configured(role));
    expect(plan.managedFields).toEqual([
      { ...team, fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
      ...annotationOwners(inTemplate, wrote('iamra-cli', 'Apply', role)),
    ]);
  });

  it('drops a manager of whom nothing is left but the map itself', () => {
    const fieldsV1 = {
      'f:metadata': {
        'f:annotations': { '.': {}, 'f:iamra.dev/role-arn': {} },
        'f:labels': { 'f:iamra.dev/opted-in': {} },
      },
    };
    const object = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        ...place,
        annotations: role,
        labels: { 'iamra.dev/opted-in': 'true' },
        managedFields: [{ manager: 'iamra', operation: 'Update', apiVersion: 'v1', fieldsV1 }],
      },
    };
    const edits = {
      annotations: { 'iamra.dev/role-arn': null },
      labels: { 'iamra.dev/opted-in': null },
    };
    const plan = planApply(object, account, edits);
    expect(plan.configuration).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: place,
    });
    expect(plan.managedFields).toEqual([
      {
        manager: 'iamra-cli',
        operation: 'Apply',
        apiVersion: 'v1',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': {
            'f:annotations': { 'f:iamra.dev/role-arn': {} },
            'f:labels': { 'f:iamra.dev/opted-in': {} },
          },
        },
      },
    ]);
  });
});

describe('the conflicts of an edit', () => {
  const fields = editedFields(deployment, {
    annotations: { 'iamra.dev/role-arn': null },
    labels: {},
  });

  it.each([
    ['iamra-cli', 'Apply'],
    ['iamra', 'Update'],
    ['iamra-identity', 'Update'],
  ] as const)('are none with %s, which is iamra itself', (manager, operation) => {
    expect(findConflicts(annotated(role, wrote(manager, operation, role)), fields)).toEqual([]);
  });

  it('name the field and all who wrote it', () => {
    const object = annotated(
      role,
      wrote('iamra-cli', 'Apply', role),
      wrote('argocd-controller', 'Apply', role),
      wrote('kubectl-edit', 'Update', { ...role, ...region }),
    );
    expect(findConflicts(object, fields)).toEqual([
      { field: 'annotation iamra.dev/role-arn', managers: ['argocd-controller', 'kubectl-edit'] },
    ]);
  });
});
