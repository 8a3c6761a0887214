import { describe, expect, it } from 'vitest';
import { parseAdmissionReview } from '../../../../webhook/server/admission/parse-admission-review.ts';
import { admissionReview } from '../../../fixtures/admission-review.ts';

const parsedRequest = (request: Readonly<Record<string, unknown>>) =>
  parseAdmissionReview(admissionReview({ kind: 'Pod' }, request));

describe('reading an AdmissionReview', () => {
  it('gives what the webhook needs of the request', () => {
    expect(parsedRequest({ dryRun: true })).toEqual({
      kind: 'review',
      request: {
        uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
        operation: 'CREATE',
        resource: 'pods',
        namespace: 'team-a',
        dryRun: true,
        object: { kind: 'Pod' },
        oldObject: null,
      },
    });
  });

  it('gives the name of an object that has one', () => {
    expect(parsedRequest({ name: 'web-1' })).toMatchObject({ request: { name: 'web-1' } });
  });

  it('names a resource with its group and subresource', () => {
    const resource = { group: 'apps', version: 'v1', resource: 'deployments' };
    expect(parsedRequest({ resource, subResource: 'scale' })).toMatchObject({
      request: { resource: 'deployments.apps/scale' },
    });
  });

  it.each([
    [undefined, 'not an AdmissionReview'],
    [[], 'not an AdmissionReview'],
    [{ kind: 'Pod' }, 'not an AdmissionReview'],
    [{ ...admissionReview({}), apiVersion: 'admission.k8s.io/v1beta1' }, 'apiVersion'],
    [{ ...admissionReview({}), request: null }, 'no request'],
    [admissionReview({}, { uid: '' }), 'request.uid'],
    [admissionReview({}, { operation: 7 }), 'request.operation'],
    [admissionReview({}, { namespace: {} }), 'request.namespace'],
    [admissionReview({}, { resource: 'pods' }), 'request.resource'],
  ])('says what is wrong with %j', (review, what) => {
    expect(parseAdmissionReview(review)).toEqual({
      kind: 'malformed',
      message: expect.stringContaining(what) as string,
    });
  });
});
