import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../../../src/core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../../../src/core/json-patch/operation.ts';
import type { AdmissionRequest } from '../../../../webhook/server/admission/admission-review.ts';
import { handleAdmission } from '../../../../webhook/server/admission/handle-admission.ts';
import { pod, settings } from '../../../fixtures/pods.ts';

const request = (object: unknown, more: Partial<AdmissionRequest> = {}): AdmissionRequest => ({
  uid: 'abc',
  operation: 'CREATE',
  resource: 'pods',
  namespace: 'team-a',
  dryRun: false,
  object,
  ...more,
});

const responseTo = (object: unknown, more: Partial<AdmissionRequest> = {}) =>
  handleAdmission(request(object, more), settings).review.response;

describe('the answer to an admission request', () => {
  it('carries a base64 JSON patch that puts the agent into an opted-in pod', () => {
    const { uid, allowed, patchType, patch = '' } = responseTo(pod());
    expect({ uid, allowed, patchType }).toEqual({
      uid: 'abc',
      allowed: true,
      patchType: 'JSONPatch',
    });
    const operations = JSON.parse(Buffer.from(patch, 'base64').toString()) as JsonPatchOperation[];
    const patched = applyPatch(pod(), operations) as {
      spec: { initContainers: { name: string }[] };
    };
    expect(patched.spec.initContainers[0]?.name).toBe('iamra-agent');
  });

  it.each([
    ['an update', { operation: 'UPDATE' }],
    ['a deletion', { operation: 'DELETE', object: undefined }],
    ['a subresource', { resource: 'pods/ephemeralcontainers' }],
    ['another resource', { resource: 'deployments.apps' }],
  ])('leaves %s untouched', (_name, more) => {
    expect(responseTo(pod(), more)).toEqual({ uid: 'abc', allowed: true });
  });

  it('leaves a pod that did not opt in untouched', () => {
    const admission = handleAdmission(request(pod({ annotations: {} })), settings);
    expect(admission.review.response).toEqual({ uid: 'abc', allowed: true });
    expect(admission).toMatchObject({ outcome: 'skipped', reason: 'not_opted_in' });
  });

  it('refuses with 403, the code, the sentence and what mends it, on one line', () => {
    const annotations = { 'iamra.dev/rol-arn': 'x\ny' };
    const admission = handleAdmission(request(pod({ annotations })), settings);
    const { allowed, status, patch } = admission.review.response;
    expect({ allowed, patch }).toEqual({ allowed: false, patch: undefined });
    expect(status).toMatchObject({ code: 403, reason: 'Forbidden' });
    expect(status?.message).toMatch(/^IAMRA301 .*rol-arn.* Fix: .+$/);
    expect(admission).toMatchObject({ outcome: 'refused', reason: 'IAMRA301' });
  });

  it('gives warnings that begin with their code', () => {
    const container = { env: [{ name: 'AWS_REGION', value: 'eu-central-1' }] };
    const admission = handleAdmission(request(pod({ container })), settings);
    expect(admission.outcome).toBe('injected');
    expect(admission.review.response.warnings).toEqual([
      expect.stringMatching(/^IAMRA3\d\d .*AWS_REGION/),
    ]);
  });

  it('answers a dry run as it would answer the real thing', () => {
    expect(responseTo(pod(), { dryRun: true })).toEqual(responseTo(pod()));
  });

  it('refuses the pod when the fault is its own, and keeps what was thrown for the log', () => {
    const fault = new Error('out of ideas');
    const broken = {
      ...settings,
      get excludedNamespaces(): string[] {
        throw fault;
      },
    };
    const admission = handleAdmission(request(pod()), broken);
    expect(admission).toMatchObject({ outcome: 'failed', reason: 'IAMRA970', fault });
    expect(admission.review.response).toMatchObject({ uid: 'abc', allowed: false });
    expect(admission.review.response.status?.message).toMatch(/^IAMRA970 .*request abc$/);
  });
});
