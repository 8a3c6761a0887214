import { describe, expect, it } from 'vitest';
import { planOptInLabel } from '../../../../src/core/identity/plan-opt-in-label.ts';

describe('the label of an opted-in ServiceAccount', () => {
  it.each([
    ['is set with the first annotation of ours', { 'iamra.dev/role-arn': 'x' }, undefined, 'true'],
    ['is set for a misspelt key too', { 'iamra.dev/role-anr': 'x' }, undefined, 'true'],
    ['is put right', { 'iamra.dev/role-arn': 'x' }, 'yes', 'true'],
    ['goes with the annotations', {}, 'true', null],
    ['goes with inject "false"', { 'iamra.dev/inject': 'false' }, 'true', null],
    ['stays', { 'iamra.dev/role-arn': 'x' }, 'true', undefined],
    ['stays away', { 'example.com/a': 'x' }, undefined, undefined],
  ])('%s', (_, annotations, label, wanted) => {
    expect(planOptInLabel(annotations, label, undefined)).toBe(wanted);
  });

  it.each([
    ['goes with EKS’ role where it counts', { 'eks.amazonaws.com/role-arn': 'x' }, true, 'true'],
    ['does not where it does not count', { 'eks.amazonaws.com/role-arn': 'x' }, false, undefined],
    ['does not for an empty role', { 'eks.amazonaws.com/role-arn': '' }, true, undefined],
    ['does not for EKS’ other keys', { 'eks.amazonaws.com/audience': 'x' }, true, undefined],
    [
      'does not where it is taken back',
      { 'eks.amazonaws.com/role-arn': 'x', 'iamra.dev/inject': 'false' },
      true,
      undefined,
    ],
  ])('%s', (_, annotations, eksAnnotations, wanted) => {
    expect(planOptInLabel(annotations, undefined, { eksAnnotations })).toBe(wanted);
  });
});
