import { describe, expect, it } from 'vitest';
import type { RuleSpec } from '../../../../src/core/rules/rule.ts';
import { clusterRule, decide, plainPod, ruled } from '../../../fixtures/rules.ts';

/** What is said of a rule that is not applied; undefined where it is. */
function obstacle(spec: object, pod: object): string | undefined {
  const decision = decide(plainPod(pod as Record<string, unknown>), clusterRule('r', spec));
  return decision.kind === 'skip' ? decision.skippedRules[0]?.notice.message : undefined;
}

function sidecar(fields: object, list: keyof RuleSpec = 'containers'): object {
  return { [list]: [{ name: 'proxy', image: 'proxy:1', ...fields }] };
}

describe('a rule is not applied to a pod', () => {
  const windows = { os: { name: 'windows' } };
  const linux = { os: { name: 'linux' } };
  const sleeping = (hook: string): object =>
    sidecar({ lifecycle: { [hook]: { sleep: { seconds: 20 } } } });

  it.each([
    [
      'for Windows, with a field that is for Linux',
      { securityContext: { runAsNonRoot: true, fsGroup: 1 } },
      windows,
      'pods for Windows may not have its securityContext.fsGroup',
    ],
    [
      'for Windows, with a container for Linux',
      sidecar({ securityContext: { capabilities: { drop: ['ALL'] } } }, 'initContainers'),
      windows,
      'pods for Windows may not have its container proxy: securityContext.capabilities',
    ],
    [
      'for Linux, with options of Windows',
      sidecar({ securityContext: { windowsOptions: { runAsUserName: 'a' } } }),
      linux,
      'pods for Linux may not have its container proxy: securityContext.windowsOptions',
    ],
    [
      'that has less time to end than a container sleeps',
      sleeping('preStop'),
      { terminationGracePeriodSeconds: 10 },
      "one of its containers sleeps for 20 s, and the pod's terminationGracePeriodSeconds is 10",
    ],
    [
      'that has less time to end than a container sleeps at its start',
      sleeping('postStart'),
      { terminationGracePeriodSeconds: 0 },
      "one of its containers sleeps for 20 s, and the pod's terminationGracePeriodSeconds is 0",
    ],
  ])('%s', (_what, spec, pod, clause) => {
    expect(obstacle(spec, pod)).toBe(`rule r is not applied: ${clause}`);
    expect(decide(plainPod(pod), clusterRule('r', { ...spec, onConflict: 'fail' }))).toMatchObject({
      kind: 'refuse',
      problems: [{ code: 'IAMRA331', message: `rule r is not applied: ${clause}` }],
    });
  });

  it.each([
    ['names no system', { securityContext: { fsGroup: 1 } }, {}],
    ['is for Windows, as the rule is', { securityContext: { windowsOptions: {} } }, windows],
    ['is for Windows, and the rule for all', { securityContext: { runAsNonRoot: true } }, windows],
    ['is for Linux, as the rule is', { securityContext: { fsGroup: 1 } }, linux],
    ['has enough time to end', sleeping('preStop'), { terminationGracePeriodSeconds: 20 }],
    ['has the usual time to end', sleeping('preStop'), {}],
  ])('is applied to a pod that %s', (_what, spec, pod) => {
    expect(obstacle(spec, pod)).toBeUndefined();
  });
});

describe('the resources of a pod as a whole', () => {
  const app = (resources: object): object => ({
    containers: [{ name: 'web', image: 'web:1', resources }],
  });
  const pod = (whole: object, rest: object = app({ requests: { cpu: '100m' } })): object => ({
    resources: whole,
    ...rest,
  });
  const asking = (resources: object, list?: keyof RuleSpec, more: object = {}): object =>
    sidecar({ resources, ...more }, list);

  it.each([
    [
      'have no room for the requests of a container',
      asking({ requests: { cpu: '11m' } }),
      pod({ requests: { cpu: '110m' } }),
      'with it the containers request more cpu than 110m, which the pod requests as a whole',
    ],
    [
      'have none for a request that follows from a limit',
      asking({ limits: { cpu: '11m' } }),
      pod({ requests: { cpu: '110m' } }),
      'with it the containers request more cpu than 110m, which the pod requests as a whole',
    ],
    [
      'have none for a native sidecar',
      asking({ requests: { cpu: '11m' } }, 'initContainers', { restartPolicy: 'Always' }),
      pod({ requests: { cpu: '110m' } }),
      'with it the containers request more cpu than 110m, which the pod requests as a whole',
    ],
    [
      'have none for a native sidecar beside an init container',
      asking({ requests: { cpu: '11m' } }, 'initContainers', { restartPolicy: 'Always' }),
      pod(
        { requests: { cpu: '110m' } },
        {
          ...app({}),
          initContainers: [{ name: 'i', image: 'i', resources: { requests: { cpu: '100m' } } }],
        },
      ),
      'with it the containers request more cpu than 110m, which the pod requests as a whole',
    ],
    [
      'have a lower limit',
      asking({ limits: { memory: '65Mi' } }),
      pod({ limits: { memory: '64Mi' } }),
      'the limit 65Mi of memory of container “proxy” exceeds 64Mi of the pod as a whole',
    ],
  ])('%s', (_what, spec, given, clause) => {
    expect(obstacle(spec, given)).toBe(`rule r is not applied: ${clause}`);
  });

  it.each([
    ['have room', asking({ requests: { cpu: '10m' } }), pod({ requests: { cpu: '110m' } })],
    ['name others', asking({ requests: { memory: '1Gi' } }), pod({ requests: { cpu: '110m' } })],
    ['are not there', asking({ requests: { cpu: 9 } }), app({ requests: { cpu: '100m' } })],
    [
      'have room for an init container, which ends before the others start',
      asking({ requests: { cpu: '110m' } }, 'initContainers'),
      pod({ requests: { cpu: '110m' } }),
    ],
    [
      'have room for a container that has its equal in the pod',
      asking({ requests: { cpu: '10m' } }),
      pod(
        { requests: { cpu: '10m' } },
        {
          containers: [
            { name: 'proxy', image: 'proxy:1', resources: { requests: { cpu: '10m' } } },
          ],
        },
      ),
    ],
  ])('keep no rule away where they %s', (_what, spec, given) => {
    expect(obstacle(spec, given)).toBeUndefined();
  });
});

describe('annotations', () => {
  const annotated = (characters: number): object =>
    plainPod({}, { annotations: { a: 'ä'.repeat(characters / 2) } });
  const rule = clusterRule('r', { annotations: { note: 'x'.repeat(1000) } });

  it('are not added beyond 256 KiB in all, as the API server counts them', () => {
    expect(decide(annotated(262_144 - 1000), rule)).toMatchObject({
      kind: 'skip',
      skippedRules: [
        {
          notice: {
            code: 'IAMRA332',
            message: expect.stringMatching(
              /^rule r is not applied: the pod would have \d+ bytes of annotations, and may have 262144$/,
            ) as string,
          },
        },
      ],
    });
    const { annotations } = ruled(annotated(262_144 - 1100), rule).metadata;
    const bytes = Object.entries(annotations).map(([key, value]) => Buffer.byteLength(key + value));
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(262_144);
  });
});

describe('what an earlier call has applied', () => {
  it('is not looked at again', () => {
    const spec = sidecar({ lifecycle: { preStop: { sleep: { seconds: 20 } } } });
    const { metadata, spec: given } = ruled(plainPod(), clusterRule('r', spec));
    const hurried = { metadata, spec: { ...given, terminationGracePeriodSeconds: 1 } };
    expect(decide(hurried, clusterRule('r', spec))).toMatchObject({ reason: 'already_injected' });
  });
});
