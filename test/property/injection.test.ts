import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InjectionDecision } from '../../src/core/injection/injection-decision.ts';
import type { InjectionSettings } from '../../src/core/injection/injection-settings.ts';
import { planInjection } from '../../src/core/injection/plan-injection.ts';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import {
  type Container,
  container,
  namespace,
  ourVariables,
  type Pod,
  pods,
  settings,
  text,
  ways,
} from '../fixtures/hostile-pods.ts';
import { roleArn } from '../fixtures/pods.ts';

function isCovered({ env }: Container): boolean {
  return env?.some(({ name }) => name === 'AWS_EC2_METADATA_SERVICE_ENDPOINT') === true;
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

describe.each(ways)('for any pod that $way', ({ pods: arbitrary, serviceAccount }) => {
  const plan = (pod: Pod, how: InjectionSettings = settings): InjectionDecision =>
    planInjection({ pod, namespace, serviceAccount }, how);

  function inject(pod: Pod, how?: InjectionSettings): Pod {
    const decision = plan(pod, how);
    if (decision.kind !== 'inject') throw new Error(JSON.stringify(decision));
    return applyPatch(pod, decision.patch) as Pod;
  }

  function admit(pod: Pod): Pod {
    return plan(pod).kind === 'skip' ? pod : inject(pod);
  }

  function expectSettled(pod: Pod, how?: InjectionSettings): void {
    expect(plan(pod, how)).toMatchObject({ reason: 'already_injected' });
  }

  it('the patch applies, and without what it adds the pod is what it was', () => {
    fc.assert(
      fc.property(arbitrary, (pod) => {
        const before = JSON.stringify(pod);
        const injected = inject(pod);
        expect(JSON.stringify(pod)).toBe(before);
        expect(withoutOurs(injected, pod)).toEqual(pod);
      }),
    );
  });

  it('planning again changes nothing', () => {
    fc.assert(
      fc.property(arbitrary, (pod) => {
        expectSettled(inject(pod));
      }),
    );
  });

  it('what another webhook adds is covered, and then nothing changes', () => {
    fc.assert(
      fc.property(
        arbitrary,
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
      fc.property(arbitrary, (pod) => {
        const newer = { ...settings, image: 'newer', ports: { credentials: 9921, health: 9922 } };
        const updated = inject(inject(pod), newer);
        expectSettled(updated, newer);
        expect(updated).toEqual(inject(pod, newer));
      }),
    );
  });
});

describe('for one pod after another', () => {
  const option = fc.dictionary(
    fc.constantFrom(
      ...['session-name', 'certificate', 'session-duration', 'require-credentials', 'sidecar'],
    ),
    fc.constantFrom('web', 'api', '900', '3600', 'true', 'false', 'aws-signing-helper'),
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
