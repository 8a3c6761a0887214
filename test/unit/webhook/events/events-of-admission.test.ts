import { describe, expect, it } from 'vitest';
import { handleAdmission } from '../../../../webhook/server/admission/handle-admission.ts';
import { parseAdmissionReview } from '../../../../webhook/server/admission/parse-admission-review.ts';
import { eventsOfAdmission } from '../../../../webhook/server/events/events-of-admission.ts';
import { admissionReview } from '../../../fixtures/admission-review.ts';
import { asked, type PodParts, pod, settings } from '../../../fixtures/pods.ts';

const owner = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  name: 'web-1',
  uid: 'u',
  controller: true,
};
const controller = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  namespace: 'team-a',
  name: 'web-1',
  uid: 'u',
};

function owned(parts: PodParts, ownerReferences: unknown = [owner]): object {
  const made = pod(parts) as { metadata: object };
  return { ...made, metadata: { ...made.metadata, ownerReferences } };
}

function eventsOf(object: unknown, request: Readonly<Record<string, unknown>> = {}) {
  const parsed = parseAdmissionReview(admissionReview(object, request));
  if (parsed.kind === 'malformed') throw new Error(parsed.message);
  return eventsOfAdmission(parsed.request, handleAdmission(parsed.request, settings));
}

const misspelt = asked({ 'iamra.dev/rol-arn': 'x' });
const variable = { name: 'AWS_REGION', value: 'eu-central-1' };

describe('the Events of an admission', () => {
  it('tell of a refusal, as the creator of the pod hears it', () => {
    expect(eventsOf(owned(misspelt))).toEqual([
      {
        controller,
        code: 'IAMRA301',
        message: expect.stringMatching(/^IAMRA301 .*rol-arn.* Fix: /) as string,
      },
    ]);
  });

  it('tell of the warnings of an injection, one for each code', () => {
    const container = (name: string) => ({ name, env: [variable], envFrom: [{}] });
    const spec = { containers: [container('web'), container('log')] };
    const events = eventsOf(owned({ spec }));
    expect(events.map(({ code }) => code)).toEqual(['IAMRA321', 'IAMRA323']);
    expect(events[0]?.message).toMatch(/“web”.*“log”/);
  });

  it('tell of a namespace that is excluded', () => {
    expect(eventsOf(owned({}), { namespace: 'kube-system' })).toMatchObject([{ code: 'IAMRA327' }]);
  });

  it('are none for an injection without warnings', () => {
    expect(eventsOf(owned({}))).toEqual([]);
  });

  it.each([
    ['asks for nothing', { annotations: {} }],
    ['opts out', asked({ 'iamra.dev/inject': 'false' })],
    ['is a mirror pod', asked({ 'kubernetes.io/config.mirror': 'x' })],
  ])('are none for a pod that %s', (_which, parts) => {
    expect(eventsOf(owned(parts))).toEqual([]);
  });

  it('are none for a dry run', () => {
    expect(eventsOf(owned(misspelt), { dryRun: true })).toEqual([]);
  });

  it.each([
    ['no owner', []],
    ['null in the place of its owners', null],
    ['an owner that does not control it', [{ ...owner, controller: false }]],
    ['an owner without a uid', [{ ...owner, uid: undefined }]],
    ['an owner with a name that no object has', [{ ...owner, name: 'x'.repeat(254) }]],
    ['what is no list of owners', { 0: owner }],
    ['what is no owner', [null, 1, 'x', []]],
  ])('are none for a pod with %s', (_which, ownerReferences) => {
    expect(eventsOf(owned(misspelt, ownerReferences))).toEqual([]);
  });

  it('have a message that an Event can hold', () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`iamra.dev/no-such-key-${index}`, 'x']),
    );
    const [event] = eventsOf(owned(asked(many)));
    expect(event?.message).toHaveLength(1024);
  });
});
