import { describe, expect, it } from 'vitest';
import type { InjectionSettings } from '../../../../src/core/injection/injection-settings.ts';
import { planInjection } from '../../../../src/core/injection/plan-injection.ts';
import { type AdmittedPod, admit, input, settings, variables } from '../../../fixtures/pods.ts';

type Loose = { metadata: Record<string, unknown>; spec: Record<string, unknown[]> };

const namespace = 'team-a';

/** The admitted pod, changed as another webhook or a user would. */
function changed(
  change: (pod: Loose) => void,
  admitted: AdmittedPod = admit(input()),
): AdmittedPod {
  const copy = structuredClone(admitted);
  change(copy as unknown as Loose);
  return copy;
}

function again(pod: unknown, how: InjectionSettings = settings): AdmittedPod {
  const admitted = admit({ pod, namespace }, how);
  expect(planInjection({ pod: admitted, namespace }, how)).toMatchObject({
    kind: 'skip',
    reason: 'already_injected',
  });
  return admitted;
}

function agentOf(pod: Loose): Record<string, unknown> {
  const agent = pod.spec['initContainers']?.find(
    (container) => (container as { name: string }).name === 'iamra-agent',
  );
  return agent as Record<string, unknown>;
}

describe('planning again', () => {
  it('changes nothing, and warns as before', () => {
    const env = [{ name: 'AWS_REGION', value: 'us-east-1' }];
    const given = input({ container: { env } });
    const first = planInjection(given, settings);
    const second = planInjection({ pod: admit(given), namespace }, settings);
    expect(second).toEqual({
      kind: 'skip',
      reason: 'already_injected',
      warnings: first.kind === 'inject' ? first.warnings : [],
    });
  });

  it('covers the containers that another webhook has added', () => {
    const pod = changed(({ spec }) => {
      spec['containers']?.push({ name: 'mesh', image: 'mesh' });
      spec['initContainers']?.push({ name: 'mesh-init', image: 'mesh' });
    });
    const { spec } = again(pod);
    expect(variables(spec.containers[1])).toHaveProperty('AWS_REGION');
    expect(spec.initContainers[1]?.volumeMounts).toHaveLength(1);
  });

  it('puts the agent first again, as it is', () => {
    const pod = changed((loose) => {
      agentOf(loose)['image'] = 'mirror.local/iamra';
      loose.spec['initContainers']?.unshift({ name: 'mesh-init' });
    });
    const { spec } = again(pod);
    expect(spec.initContainers.map(({ name }) => name)).toEqual(['iamra-agent', 'mesh-init']);
    expect(spec.initContainers[0]?.image).toBe('mirror.local/iamra');
    expect(variables(spec.initContainers[1])).toHaveProperty('AWS_REGION');
  });

  it('leaves what the API server and other webhooks gave the agent', () => {
    const pod = changed((loose) => {
      const agent = agentOf(loose);
      agent['image'] = 'mirror.local/iamra';
      agent['imagePullPolicy'] = 'IfNotPresent';
      agent['resources'] = { limits: { cpu: '1' } };
      (agent['env'] as unknown[]).push({ name: 'HTTPS_PROXY', value: 'http://proxy' });
      (agent['volumeMounts'] as unknown[]).push({ name: 'extra', mountPath: '/extra' });
      const [token] = loose.spec['volumes'] as Array<{ projected: object }>;
      Object.assign(token?.projected ?? {}, { defaultMode: 420 });
    });
    expect(planInjection({ pod, namespace }, settings)).toMatchObject({
      reason: 'already_injected',
    });
  });

  it('gives restartPolicy back where a webhook of older types has dropped it', () => {
    const pod = changed((loose) => {
      delete agentOf(loose)['restartPolicy'];
      agentOf(loose)['image'] = 'mirror.local/iamra';
    });
    expect(again(pod).spec.initContainers[0]).toMatchObject({
      restartPolicy: 'Always',
      image: 'mirror.local/iamra',
    });
  });

  it('mends an agent whose settings or mounts were taken away', () => {
    for (const field of ['env', 'volumeMounts']) {
      const pod = changed((loose) => {
        agentOf(loose)[field] = [];
      });
      expect(again(pod).spec.initContainers[0]).toEqual(admit(input()).spec.initContainers[0]);
    }
  });

  it('mends label, status, volumes and agent, whichever is gone', () => {
    const whole = admit(input());
    const pods = [
      changed(({ metadata }) => delete metadata['labels']),
      changed(({ metadata }) =>
        Object.assign(metadata, { labels: { 'iamra.dev/injected': 'no' } }),
      ),
      changed(({ spec }) => delete spec['volumes']),
      changed(({ spec }) => delete spec['initContainers']),
      changed(({ metadata }) => {
        delete (metadata['annotations'] as Record<string, string>)['iamra.dev/status'];
      }),
    ];
    for (const pod of pods) expect(again(pod)).toEqual(whole);
  });

  it('replaces the agent, and what goes with it, when settings or annotations have changed', () => {
    const newer: InjectionSettings = {
      ...settings,
      image: 'ghcr.io/iamra/iamra:0.2.0',
      ports: { credentials: 8001, health: 8002 },
      tokenExpirationSeconds: 600,
    };
    expect(again(admit(input()), newer)).toEqual(admit(input(), newer));
  });

  it('replaces an outdated agent that is not first', () => {
    const pod = changed(({ spec }) => spec['initContainers']?.unshift({ name: 'mesh-init' }));
    const newer = { ...settings, image: 'ghcr.io/iamra/iamra:0.2.0' };
    expect(again(pod, newer).spec.initContainers[0]?.image).toBe(newer.image);
  });

  it('takes the Secret of another ServiceAccount where the pod was moved to one', () => {
    const pod = changed(({ spec }) => Object.assign(spec, { serviceAccountName: 'other' }));
    expect(again(pod).spec.volumes).toContainEqual({
      name: 'iamra-certificate',
      secret: { secretName: 'iamra-other' },
    });
  });

  it('does not trust a status that a user has written', () => {
    const annotations = { 'iamra.dev/status': 'done', 'iamra.dev/role-arn': 'x' };
    expect(planInjection(input({ annotations }), settings).kind).toBe('refuse');
  });

  it('refuses a second container with the name of the agent', () => {
    const pod = changed(({ spec }) => spec['containers']?.push({ name: 'iamra-agent' }));
    expect(planInjection({ pod, namespace }, settings)).toMatchObject({
      kind: 'refuse',
      problems: [{ code: 'IAMRA308' }],
    });
  });
});
