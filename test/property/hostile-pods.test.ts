import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../src/core/json-patch/operation.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { roleArn } from '../fixtures/pods.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

interface Container {
  readonly name: string;
  readonly env?: ReadonlyArray<{ readonly name: string }>;
}

interface Pod {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
  };
}

interface Response {
  readonly allowed: boolean;
  readonly patch?: string;
  readonly status?: { readonly message: string };
}

let webhook: TestWebhook;

beforeAll(async () => {
  webhook = await startTestWebhook();
});

afterAll(() => webhook.stop());

/** Names that mean something to JSON pointers, JSON, JavaScript or a terminal, and very long ones. */
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.toWellFormed()),
  fc.constantFrom('~', '/', '~1', '~01', '"', '\\', '\u2028', '\u0000', '👾', '-', '', '__proto__'),
);
const megabyte = fc.tuple(name, fc.integer({ min: 1, max: 4 })).map(([text, times]) => {
  const unit = text === '' ? 'x' : text;
  return unit
    .repeat(Math.ceil((times * 100_000) / unit.length))
    .slice(0, times * 100_000)
    .toWellFormed();
});
const hostileName = fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: megabyte });
/** No API server sends a larger object: its own limit is 3 MiB for a request, with room for what webhooks add. */
const largestObject = 2 * 1024 * 1024;
const isSendable = (object: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(object)) <= largestObject;
const future = fc.dictionary(
  name.map((text) => `future${text}`),
  fc.jsonValue(),
  { maxKeys: 3 },
);
const container: fc.Arbitrary<Container> = fc
  .tuple(future, hostileName, fc.array(fc.record({ name, value: name }), { maxLength: 3 }))
  .map(([rest, each, env]) => ({ ...rest, name: each, env }));
const pods: fc.Arbitrary<Pod> = fc
  .tuple(
    fc.array(container, { minLength: 1, maxLength: 4 }),
    fc.array(container, { maxLength: 3 }),
    fc.dictionary(hostileName, name, { maxKeys: 3 }),
    future,
  )
  .map(([containers, initContainers, others, rest]) => ({
    ...rest,
    metadata: { annotations: { ...others, 'iamra.dev/role-arn': roleArn } },
    spec: { ...rest, containers, initContainers },
  }))
  .filter(isSendable);

async function review(object: unknown): Promise<Response> {
  const { status, text } = await webhook.post(admissionReview(object));
  expect(status).toBe(200);
  return (JSON.parse(text) as { response: Response }).response;
}

function patched(pod: Pod, { allowed, patch, status }: Response): Pod {
  if (!allowed) throw new Error(status?.message);
  if (patch === undefined) return pod;
  const json = Buffer.from(patch, 'base64').toString();
  return applyPatch(pod, JSON.parse(json) as JsonPatchOperation[]) as Pod;
}

const admit = async (pod: Pod): Promise<Pod> => patched(pod, await review(pod));

/** Called again after each other webhook, as the API server does. */
async function settle(pod: Pod): Promise<Pod> {
  const once = await admit(pod);
  expect(await admit(once)).toEqual(once);
  return once;
}

const isCovered = ({ env }: Container): boolean =>
  env?.some(({ name: variable }) => variable === 'AWS_EC2_METADATA_SERVICE_ENDPOINT') === true;

function expectInjected({ spec }: Pod): void {
  const { initContainers = [], containers } = spec;
  expect(initContainers[0]?.name).toBe('iamra-agent');
  expect([...initContainers.slice(1), ...containers].every(isCovered)).toBe(true);
}

type Place = 'front' | 'behind' | 'init front' | 'init behind';

function addedBy(pod: Pod, place: Place, added: Container): Pod {
  const { containers, initContainers = [] } = pod.spec;
  const spec = {
    front: { containers: [added, ...containers] },
    behind: { containers: [...containers, added] },
    'init front': { initContainers: [added, ...initContainers] },
    'init behind': { initContainers: [...initContainers, added] },
  }[place];
  return { ...pod, spec: { ...pod.spec, ...spec } };
}

// Several of the largest would make a body that is too long.
const smallContainer = container.map((each) => ({ ...each, name: each.name.slice(0, 100) }));

const places = fc.array(fc.constantFrom<Place>('front', 'behind', 'init front', 'init behind'), {
  minLength: 1,
  maxLength: 4,
});

describe('for any pod, through the real server', () => {
  it('the patch applies, keeps what was there, and a second review changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(pods, async (pod) => {
        const given = JSON.parse(JSON.stringify(pod)) as Pod;
        const injected = await settle(given);
        expectInjected(injected);
        const before = [...(given.spec.initContainers ?? []), ...given.spec.containers];
        const after = [
          ...(injected.spec.initContainers ?? []).slice(1),
          ...injected.spec.containers,
        ];
        for (const [index, each] of before.entries()) {
          const { env = [], ...rest } = each;
          expect(after[index]).toMatchObject(rest);
          expect(after[index]?.env?.slice(0, env.length)).toEqual(env);
        }
        expect(injected.metadata.annotations).toMatchObject(given.metadata.annotations);
      }),
      { numRuns: 60 },
    );
  });

  it('what other webhooks add, one after the other, anywhere, is covered each time', async () => {
    await fc.assert(
      fc.asyncProperty(pods, smallContainer, places, async (pod, added, order) => {
        let now = await settle(JSON.parse(JSON.stringify(pod)) as Pod);
        for (const place of order) {
          now = await settle(addedBy(now, place, JSON.parse(JSON.stringify(added)) as Container));
          expectInjected(now);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('whatever containers, environment and annotations are, there is an answer and no fault', async () => {
    const anything = fc.jsonValue();
    const shapes = fc.record({
      metadata: fc.record({
        annotations: fc.oneof(fc.constant({ 'iamra.dev/role-arn': roleArn }), anything),
        ownerReferences: anything,
        name: fc.oneof(hostileName, anything),
      }),
      spec: fc.record({
        containers: fc.oneof(anything, fc.array(fc.oneof(container, anything))),
        initContainers: fc.oneof(anything, fc.array(fc.oneof(container, anything))),
        volumes: anything,
      }),
    });
    await fc.assert(
      fc.asyncProperty(shapes.filter(isSendable), async (object) => {
        const { allowed } = await review(object);
        expect(typeof allowed).toBe('boolean');
      }),
      { numRuns: 200 },
    );
    expect(webhook.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
