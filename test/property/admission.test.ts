import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleAdmission } from '../../webhook/server/admission/handle-admission.ts';
import { parseAdmissionReview } from '../../webhook/server/admission/parse-admission-review.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { pod, settings } from '../fixtures/pods.ts';

/** A pod in which one member, at any depth, is replaced by anything. */
const damagedPod = fc
  .tuple(fc.jsonValue(), fc.constantFrom(...pathsOf(pod(hostile()))))
  .map(([value, path]) => replaceAt(pod(hostile()), path, value));

function hostile() {
  return {
    container: {
      env: [{ name: 'A', value: 'b' }],
      ports: [{ containerPort: 80 }],
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
      resources: { requests: { cpu: '1' }, limits: { cpu: '1' } },
    },
    spec: { initContainers: [{ name: 'init', image: 'x' }], volumes: [{ name: 'v' }] },
  };
}

describe('admission', () => {
  it('answers any JSON value, or says what is wrong with it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(['review', 'malformed']).toContain(parseAdmissionReview(value).kind);
      }),
    );
  });

  it('never meets a fault of its own, whatever stands in the place of the pod', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), damagedPod), (object) => {
        const parsed = parseAdmissionReview(admissionReview(object));
        if (parsed.kind === 'malformed') throw new Error(parsed.message);
        const { outcome, fault, review } = handleAdmission(parsed.request, settings);
        if (outcome === 'failed') throw fault;
        expect(review.response.uid).toBe(parsed.request.uid);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives only warnings and messages that fit into one header or line', () => {
    const annotations = fc.dictionary(
      fc.string({ unit: 'binary' }).map((name) => `iamra.dev/${name}`),
      fc.string({ unit: 'binary', maxLength: 5000 }),
    );
    fc.assert(
      fc.property(annotations, (given) => {
        const object = pod({ annotations: given });
        const parsed = parseAdmissionReview(admissionReview(object));
        if (parsed.kind === 'malformed') throw new Error(parsed.message);
        const { status, warnings = [] } = handleAdmission(parsed.request, settings).review.response;
        for (const text of [...warnings, status?.message ?? '']) {
          expect(text.length).toBeLessThanOrEqual(4096);
          expect(text).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]));
  return [path, ...members];
}

function replaceAt(document: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = structuredClone(document) as Record<string, unknown>;
  copy[key] = replaceAt(copy[key], rest, value);
  return copy;
}
