import type { AdmissionRequest } from './admission-review.ts';

/** The request inside a review, or why the value is no review that can be answered. */
export type ParsedReview =
  | { readonly kind: 'review'; readonly request: AdmissionRequest }
  | { readonly kind: 'malformed'; readonly message: string };

const apiVersion = 'admission.k8s.io/v1';

/** Reads an AdmissionReview v1 that was parsed from JSON; nothing of the object in it is looked at. */
export function parseAdmissionReview(review: unknown): ParsedReview {
  if (!isRecord(review) || review['kind'] !== 'AdmissionReview') {
    return malformed('the body is not an AdmissionReview');
  }
  if (review['apiVersion'] !== apiVersion) {
    return malformed(`the AdmissionReview is not of apiVersion ${apiVersion}`);
  }
  return parseRequest(review['request']);
}

function parseRequest(request: unknown): ParsedReview {
  if (!isRecord(request)) return malformed('the AdmissionReview has no request');
  const { uid, operation, resource, subResource, namespace = '', name } = request;
  const { dryRun, object, oldObject } = request;
  if (!isText(uid)) return malformed('request.uid is not a text');
  if (!isText(operation)) return malformed('request.operation is not a text');
  if (typeof namespace !== 'string') return malformed('request.namespace is not a text');
  if (!isRecord(resource)) return malformed('request.resource is not an object');
  return {
    kind: 'review',
    request: {
      uid,
      operation,
      resource: resourceName(resource, subResource),
      namespace,
      ...(isText(name) ? { name } : {}),
      dryRun: dryRun === true,
      object,
      oldObject,
    },
  };
}

function resourceName({ group, resource }: Record<string, unknown>, subResource: unknown): string {
  const name = isText(resource) ? resource : '';
  const withGroup = isText(group) ? `${name}.${group}` : name;
  return isText(subResource) ? `${withGroup}/${subResource}` : withGroup;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function malformed(message: string): ParsedReview {
  return { kind: 'malformed', message };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
