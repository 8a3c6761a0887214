import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { admittedByWebhook } from '../fixtures/admitted-by-webhook.ts';
import { run } from '../fixtures/manifests.ts';
import { layouts, podAt, randomPods, workloadKinds, workloadOf } from '../fixtures/random-pods.ts';

const yaml = { version: '1.1' } as const;

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
  { 'iamra.dev/sidecar': 'aws-signing-helper' },
  { 'iamra.dev/skip-containers': 'c0' },
);

describe.each(workloadKinds)('a manifest of %s %s', (apiVersion, kind, path) => {
  it('holds after inject the very pod that the webhook admits, and is refused where it refuses', () => {
    fc.assert(
      fc.property(randomPods(), turns, annotations, layouts, (given, turn, more, layout) => {
        const workload = workloadOf(apiVersion, kind, path, turned(given, turn, more));
        const text = stringify(workload, { ...yaml, aliasDuplicateObjects: false, ...layout });
        const expected = admittedByWebhook(podAt(parse(text, yaml), path));
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
