import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../src/core/json-patch/operation.ts';
import { handleAdmission } from '../../webhook/server/admission/handle-admission.ts';
import { parseAdmissionReview } from '../../webhook/server/admission/parse-admission-review.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { run } from '../fixtures/manifests.ts';
import { settings } from '../fixtures/pods.ts';
import { layouts, podAt, randomPods, workloadKinds, workloadOf } from '../fixtures/random-pods.ts';

const yaml = { version: '1.1' } as const;

/** The pod as the webhook admits it; undefined where it refuses. */
function admitted(pod: unknown): unknown {
  const parsed = parseAdmissionReview(JSON.parse(JSON.stringify(admissionReview(pod))));
  if (parsed.kind === 'malformed') throw new Error(parsed.message);
  const { allowed, patch } = handleAdmission(parsed.request, settings).review.response;
  if (!allowed) return undefined;
  if (patch === undefined) return pod;
  const operations = JSON.parse(Buffer.from(patch, 'base64').toString()) as JsonPatchOperation[];
  return applyPatch(pod, operations);
}

/** What may make the webhook refuse a pod, or leave it alone. */
const turns = fc.constantFrom<Record<string, unknown>>(
  {},
  {},
  {},
  { hostNetwork: true },
  { os: { name: 'windows' } },
  { shareProcessNamespace: true },
  { resources: { requests: { cpu: '1' } } },
);
const annotations = fc.constantFrom<Record<string, string>>(
  {},
  {},
  { 'iamra.dev/inject': 'false' },
  { 'iamra.dev/regoin': 'eu-west-1' },
  { 'iamra.dev/credentials-endpoint': 'imds' },
  { 'iamra.dev/skip-containers': 'c0' },
);

describe.each(workloadKinds)('a manifest of %s %s', (apiVersion, kind, path) => {
  it('holds after inject the very pod that the webhook admits, and is refused where it refuses', () => {
    fc.assert(
      fc.property(randomPods(), turns, annotations, layouts, (given, turn, more, layout) => {
        const workload = workloadOf(apiVersion, kind, path, turned(given, turn, more));
        const text = stringify(workload, { ...yaml, aliasDuplicateObjects: false, ...layout });
        const expected = admitted(podAt(parse(text, yaml), path));
        const { text: result } = run(text);
        const actual = result === undefined ? undefined : podAt(parse(result, yaml), path);
        expect(actual).toEqual(expected);
      }),
    );
  });
});

function turned(
  given: Record<string, unknown>,
  turn: object,
  more: Record<string, string>,
): Record<string, unknown> {
  const { metadata, spec } = given as { metadata: { annotations: object }; spec: object };
  return {
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...more } },
    spec: { ...spec, ...turn },
  };
}
