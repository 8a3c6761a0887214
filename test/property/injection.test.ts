import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planInjection } from '../../src/core/injection/plan-injection.ts';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import { roleArn, settings } from '../fixtures/pods.ts';

type Container = {
  name: string;
  env?: Named[] | null | undefined;
  volumeMounts?: Named[] | null | undefined;
};
type Named = { name: string };
type Pod = {
  metadata: {
    annotations: Record<string, string>;
    labels?: Record<string, string> | null | undefined;
  };
  spec: {
    containers: Container[];
    initContainers?: Container[] | null | undefined;
    volumes?: Named[] | null | undefined;
  };
};

const namespace = 'team-a';
const ourVariables = new Set([
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
]);

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '~',
    '/',
    '~1',
    '~0/',
    '"',
    '\\',
    'ключ',
    '👾',
    '__proto__',
    'constructor',
    '-',
    '0',
  ),
);
const listOf = <T>(items: fc.Arbitrary<T>): fc.Arbitrary<T[] | null | undefined> =>
  fc.oneof(fc.array(items, { maxLength: 4 }), fc.constantFrom(null, undefined));
const unknownFields = fc.dictionary(
  text.map((key) => `future-${key}`),
  fc.jsonValue(),
  { maxKeys: 3 },
);
const withUnknown = <T extends object>(known: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.tuple(unknownFields, known).map(([unknown, rest]) => ({ ...unknown, ...rest }));

const variable = withUnknown(
  fc.record({
    name: fc.oneof(text, fc.constantFrom(...ourVariables, 'AWS_PROFILE', 'HTTP_PROXY')),
    value: text,
  }),
);
const container: fc.Arbitrary<Container> = withUnknown(
  fc.record({
    name: text,
    env: listOf(variable),
    envFrom: listOf(unknownFields),
    volumeMounts: listOf(withUnknown(fc.record({ name: text, mountPath: text }))),
    ports: listOf(fc.record({ containerPort: fc.integer({ min: 1, max: 9000 }) })),
    resources: fc.constantFrom(undefined, null, { limits: { cpu: '1', memory: '1Gi' } }),
  }),
);
const options = fc.record(
  {
    'iamra.dev/region': fc.constant('us-east-1'),
    'iamra.dev/credentials-endpoint': fc.constantFrom('container', 'imds'),
    'iamra.dev/skip-containers': fc.constantFrom('never-a-name'),
    'iamra.dev/require-credentials': fc.constant('true'),
  },
  { requiredKeys: [] },
);
const pods: fc.Arbitrary<Pod> = withUnknown(
  fc.record({
    metadata: fc
      .tuple(fc.dictionary(text, text, { maxKeys: 3 }), options, listOf(text))
      .map(([others, ours, labels]) => ({
        annotations: { ...others, ...ours, 'iamra.dev/role-arn': roleArn },
        labels: labels && Object.fromEntries(labels.map((label) => [label, label])),
      })),
    spec: withUnknown(
      fc.record({
        containers: fc.array(container, { maxLength: 4 }),
        initContainers: listOf(container),
        volumes: listOf(withUnknown(fc.record({ name: text }))),
      }),
    ),
  }),
).map((pod) => JSON.parse(JSON.stringify(pod)) as Pod);

function inject(pod: Pod): Pod {
  const decision = planInjection({ pod, namespace }, settings);
  if (decision.kind !== 'inject') throw new Error(JSON.stringify(decision));
  return applyPatch(pod, decision.patch) as Pod;
}

function admit(pod: Pod): Pod {
  return planInjection({ pod, namespace }, settings).kind === 'skip' ? pod : inject(pod);
}

function isCovered({ env }: Container): boolean {
  return env?.some(({ name }) => name === 'AWS_EC2_METADATA_SERVICE_ENDPOINT') === true;
}

function expectSettled(pod: Pod): void {
  expect(planInjection({ pod, namespace }, settings)).toMatchObject({ reason: 'already_injected' });
}

/** The pod without all that carries our names, as far as the original had it not. */
function withoutOurs(pod: Pod, original: Pod): Pod {
  const copy = structuredClone(pod);
  const { metadata, spec } = copy;
  delete metadata.annotations['iamra.dev/status'];
  if (metadata.labels) delete metadata.labels['iamra.dev/injected'];
  metadata.labels = emptyAs(metadata.labels, original.metadata.labels);
  spec.initContainers = spec.initContainers?.filter(({ name }) => name !== 'iamra-agent');
  spec.initContainers = emptyAs(spec.initContainers, original.spec.initContainers);
  spec.volumes = emptyAs(
    spec.volumes?.filter(({ name }) => !name.startsWith('iamra-')),
    original.spec.volumes,
  );
  const before = [...(original.spec.initContainers ?? []), ...original.spec.containers];
  const after = [...(spec.initContainers ?? []), ...spec.containers];
  for (const [index, each] of after.entries()) stripContainer(each, before[index]);
  return JSON.parse(JSON.stringify(copy)) as Pod;
}

function stripContainer(container: Container, original: Container | undefined): void {
  const own = original?.env?.length ?? 0;
  container.env = emptyAs(
    container.env?.filter(({ name }, index) => index < own || !ourVariables.has(name)),
    original?.env,
  );
  container.volumeMounts = emptyAs(
    container.volumeMounts?.filter(({ name }) => name !== 'iamra-token'),
    original?.volumeMounts,
  );
}

/** A list or map that became empty was absent or null before, or is there as it was. */
function emptyAs<T extends object>(now: T | null | undefined, before: T | null | undefined): T {
  return (now && Object.keys(now).length > 0 ? now : before) as T;
}

describe('for any pod', () => {
  it('the patch applies, and without what it adds the pod is what it was', () => {
    fc.assert(
      fc.property(pods, (pod) => {
        const before = JSON.stringify(pod);
        const injected = inject(pod);
        expect(JSON.stringify(pod)).toBe(before);
        expect(withoutOurs(injected, pod)).toEqual(pod);
      }),
    );
  });

  it('planning again changes nothing', () => {
    fc.assert(
      fc.property(pods, (pod) => {
        expectSettled(inject(pod));
      }),
    );
  });

  it('what another webhook adds is covered, and then nothing changes', () => {
    fc.assert(
      fc.property(
        pods,
        fc.array(container, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('first', 'last'),
        (pod, added, place) => {
          const injected = inject(pod);
          const more = JSON.parse(JSON.stringify(added)) as Container[];
          const { spec } = injected;
          const init = spec.initContainers ?? [];
          spec.initContainers = place === 'first' ? [...more, ...init] : [...init, ...more];
          spec.containers =
            place === 'first' ? [...more, ...spec.containers] : [...spec.containers, ...more];
          const again = admit(injected);
          expect(again.spec.initContainers?.[0]?.name).toBe('iamra-agent');
          const others = [...(again.spec.initContainers ?? []).slice(1), ...again.spec.containers];
          expect(others.every(isCovered)).toBe(true);
          expectSettled(again);
        },
      ),
    );
  });

  it('a new version replaces the agent and settles', () => {
    fc.assert(
      fc.property(pods, (pod) => {
        const newer = { ...settings, image: 'newer', ports: { credentials: 9921, health: 9922 } };
        const decision = planInjection({ pod: inject(pod), namespace }, newer);
        if (decision.kind !== 'inject') throw new Error(JSON.stringify(decision));
        const updated = applyPatch(inject(pod), decision.patch) as Pod;
        expect(planInjection({ pod: updated, namespace }, newer).kind).toBe('skip');
        const straight = planInjection({ pod, namespace }, newer);
        if (straight.kind !== 'inject') throw new Error(JSON.stringify(straight));
        expect(updated).toEqual(applyPatch(pod, straight.patch));
      }),
    );
  });
});

describe('for one pod after another', () => {
  const option = fc.dictionary(
    fc.constantFrom('session-name', 'certificate', 'session-duration', 'require-credentials'),
    fc.constantFrom('web', 'api', '900', '3600', 'true', 'false'),
  );

  it('a decision does not depend on those before it', () => {
    fc.assert(
      fc.property(pods, fc.array(option, { minLength: 2, maxLength: 6 }), (pod, options) => {
        for (const asked of options) {
          const ours = Object.entries(asked).map(
            ([key, value]) => [`iamra.dev/${key}`, value] as const,
          );
          const given: Readonly<Record<string, string>> = Object.fromEntries(ours);
          const annotations = { 'iamra.dev/role-arn': roleArn, ...given };
          const input = { pod: { ...pod, metadata: { annotations } }, namespace };
          const first = planInjection(input, structuredClone(settings));
          expect(planInjection(input, settings)).toEqual(first);
        }
      }),
    );
  });
});

describe('for anything at all', () => {
  it('there is a decision and no crash', () => {
    const annotations = { 'iamra.dev/role-arn': roleArn };
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true });
    fc.assert(
      fc.property(
        fc.oneof(
          anything,
          fc.record({ metadata: fc.constant({ annotations }), spec: anything }),
          fc.record({
            metadata: fc.constant({ annotations }),
            spec: fc.record({
              containers: fc.array(fc.record({ name: text, env: anything, resources: anything })),
              volumes: anything,
              os: anything,
            }),
          }),
        ),
        (pod) => {
          expect(['inject', 'skip', 'refuse']).toContain(
            planInjection({ pod, namespace }, settings).kind,
          );
        },
      ),
    );
  });

  it('values of annotations are taken or refused, whatever they are', () => {
    const name = fc.constantFrom('region', 'session-name', 'certificate', 'role-arn', 'x', '');
    fc.assert(
      fc.property(
        fc.dictionary(
          name.map((end) => `iamra.dev/${end}`),
          text,
        ),
        (annotations) => {
          const pod = { metadata: { annotations }, spec: { containers: [] } };
          expect(['inject', 'skip', 'refuse']).toContain(
            planInjection({ pod, namespace }, settings).kind,
          );
        },
      ),
    );
  });
});
