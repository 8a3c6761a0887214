import { beforeAll, describe, expect, it } from 'vitest';
import { parseControllerConfig } from '../../webhook/controller/controller-config.ts';
import { parsePreflightConfig } from '../../webhook/preflight/preflight-config.ts';
import { readEnvironment } from '../../webhook/server/config/read-environment.ts';
import { environment, podTemplate } from './support/pod-template.ts';
import { find, type Rendered, renderChart } from './support/render-chart.ts';

let objects: Rendered[] = [];
beforeAll(async () => {
  objects = await renderChart();
});

const workloads = [
  ['Deployment', 'iamra-injector-webhook', '/app/webhook.mjs'],
  ['Deployment', 'iamra-identity-controller', '/app/controller.mjs'],
  ['Job', 'iamra-preflight', '/app/preflight.mjs'],
] as const;

describe.each(workloads)('%s %s', (kind, name, program) => {
  it('fits the restricted Pod Security Standard, with nothing to write to', () => {
    const { spec } = podTemplate(find(objects, kind, name));

    expect(spec['securityContext']).toEqual({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec.containers[0]['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  it('runs its program from the image of the release, under an account of its own', () => {
    const { spec } = podTemplate(find(objects, kind, name));

    expect(spec.containers[0]).toMatchObject({
      image: 'ghcr.io/iamra/iamra:0.1.0',
      args: [program],
    });
    expect(find(objects, 'ServiceAccount', spec.serviceAccountName)).toBeDefined();
  });

  it('requests CPU and memory, and has a limit of memory alone', () => {
    const [container] = podTemplate(find(objects, kind, name)).spec.containers;

    expect(container['resources']).toMatchObject({
      requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
      limits: { memory: '256Mi' },
    });
  });

  it('takes its image by digest where there is one', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const image = { repository: 'registry.example.com/iamra', tag: 'x', digest };
    const workload = find(await renderChart({ image }), kind, name);

    expect(podTemplate(workload).spec.containers[0].image).toBe(`${image.repository}@${digest}`);
  });
});

describe('the webhook', () => {
  it('understands its environment', () => {
    const workload = find(objects, 'Deployment', 'iamra-injector-webhook');

    expect(readEnvironment(environment(workload))).toEqual({
      host: undefined,
      port: 10_250,
      healthPort: 10_251,
      tlsDirectory: '/var/run/iamra/tls',
      settingsFile: '/etc/iamra/settings.json',
      drainMilliseconds: 10_000,
      usesKubernetes: true,
      annotationsCopied: false,
      usesRules: true,
    });
  });

  it.each([
    ['policy', 'true'],
    ['webhook', 'false'],
  ])(
    'knows whether pods bring the annotations of their ServiceAccounts: by %s, %s',
    async (serviceAccountOptIn, copied) => {
      const rendered = await renderChart({ serviceAccountOptIn });
      const workload = find(rendered, 'Deployment', 'iamra-injector-webhook');

      expect(environment(workload)['IAMRA_ANNOTATIONS_COPIED']).toBe(copied);
    },
  );

  it('starts anew when its settings change, and only then', async () => {
    const checksum = async (values: object): Promise<string | undefined> => {
      const workload = find(await renderChart(values), 'Deployment', 'iamra-injector-webhook');
      return podTemplate(workload).metadata.annotations?.['checksum/settings'];
    };
    const usual = await checksum({});

    expect(usual).toMatch(/^[0-9a-f]{64}$/);
    expect(await checksum({ webhook: { replicas: 3 } })).toBe(usual);
    expect(await checksum({ region: 'eu-west-1' })).not.toBe(usual);
  });

  it('has time to drain before it is killed', async () => {
    const workload = find(
      await renderChart({ webhook: { drainSeconds: 60 } }),
      'Deployment',
      'iamra-injector-webhook',
    );

    expect(environment(workload)['IAMRA_DRAIN_SECONDS']).toBe('60');
    expect(podTemplate(workload).spec['terminationGracePeriodSeconds']).toBe(75);
  });

  it('is probed where it tells of its health, on the ports of the values', async () => {
    const values = { webhook: { port: 8443, healthPort: 8080 } };
    const workload = find(await renderChart(values), 'Deployment', 'iamra-injector-webhook');
    const [container] = podTemplate(workload).spec.containers;

    expect(container.ports).toEqual([
      { name: 'https', containerPort: 8443 },
      { name: 'health', containerPort: 8080 },
    ]);
    expect(container).toMatchObject({
      readinessProbe: { httpGet: { path: '/readyz', port: 'health' } },
      livenessProbe: { httpGet: { path: '/healthz', port: 'health' } },
    });
    expect(environment(workload)).toMatchObject({ IAMRA_PORT: '8443', IAMRA_HEALTH_PORT: '8080' });
  });

  it('has two replicas, apart from one another, that are not drained at once', async () => {
    const { spec } = find(objects, 'Deployment', 'iamra-injector-webhook');
    const constraints = podTemplate(find(objects, 'Deployment', 'iamra-injector-webhook')).spec[
      'topologySpreadConstraints'
    ] as Array<{ topologyKey: string }>;

    expect(spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
    expect(constraints.map(({ topologyKey }) => topologyKey)).toEqual([
      'kubernetes.io/hostname',
      'topology.kubernetes.io/zone',
    ]);
    expect(find(objects, 'PodDisruptionBudget', 'iamra-injector-webhook')['spec']).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    const without = await renderChart({ webhook: { pdb: { enabled: false } } });
    expect(without.filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual([]);
  });

  it('is selected by its Service, and nothing else of the release is', () => {
    const { spec } = find(objects, 'Service', 'iamra-injector-webhook') as Rendered & {
      spec: { selector: Record<string, string> };
    };
    const selected = workloads.filter(([kind, name]) => {
      const { labels } = podTemplate(find(objects, kind, name)).metadata;
      return Object.entries(spec.selector).every(([key, value]) => labels[key] === value);
    });

    expect(selected.map(([, name]) => name)).toEqual(['iamra-injector-webhook']);
  });
});

describe('the identity controller', () => {
  it('understands its environment', async () => {
    const values = {
      cluster: 'home',
      workloadIssuer: { name: 'corporate' },
      excludedNamespaces: ['a', 'b'],
    };
    const workload = find(await renderChart(values), 'Deployment', 'iamra-identity-controller');

    expect(parseControllerConfig(environment(workload))).toMatchObject({
      cluster: 'home',
      issuer: 'corporate',
      healthPort: 10_251,
      leaseNamespace: 'iamra-system',
      leaseName: 'iamra-identity-controller',
      leaseOwner: 'iamra-identity-controller',
      excludedNamespaces: new Set(['a', 'b', 'iamra-system']),
    });
  });
});

describe('the preflight', () => {
  it('understands its environment', async () => {
    const values = {
      preflight: { timeout: 90 },
      webhook: { issuerRef: { name: 'tls' } },
      workloadIssuer: { create: false, name: 'corporate' },
      compatibility: { eksAnnotations: true },
    };

    expect(parsePreflightConfig(environment(find(objects, 'Job', 'iamra-preflight')))).toEqual({
      configuration: 'iamra-preflight',
      readsEksAnnotations: false,
      timeoutMilliseconds: 60_000,
      issuers: [],
      caSecret: { namespace: 'cert-manager', name: 'iamra-workload-ca' },
    });
    const workload = find(await renderChart(values), 'Job', 'iamra-preflight');
    expect(parsePreflightConfig(environment(workload))).toEqual({
      configuration: 'iamra-preflight',
      readsEksAnnotations: true,
      timeoutMilliseconds: 90_000,
      issuers: [
        { kind: 'Issuer', name: 'tls', namespace: 'iamra-system', value: 'webhook.issuerRef' },
        {
          kind: 'ClusterIssuer',
          name: 'corporate',
          namespace: undefined,
          value: 'workloadIssuer.name',
        },
      ],
      caSecret: undefined,
    });
  });

  it('and its account are there before the release, and gone after it', () => {
    const hooks = objects.filter(({ metadata }) => metadata.name === 'iamra-preflight');

    expect(hooks.length).toBeGreaterThan(3);
    for (const { metadata } of hooks) {
      expect(metadata.annotations).toMatchObject({
        'helm.sh/hook': 'pre-install,pre-upgrade',
        'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
      });
    }
    const weights = hooks.map(({ kind, metadata }) => [
      kind,
      Number(metadata.annotations?.['helm.sh/hook-weight']),
    ]);
    for (const [kind, weight] of weights)
      expect(weight, String(kind)).toBe(kind === 'Job' ? 0 : -10);
  });

  it('can be left out', async () => {
    const without = await renderChart({ preflight: { enabled: false } });

    expect(without.filter(({ metadata }) => metadata.name === 'iamra-preflight')).toEqual([]);
  });
});

it('pods get what the values say of their place', async () => {
  const place = {
    priorityClassName: 'system-cluster-critical',
    nodeSelector: { pool: 'system' },
    tolerations: [{ key: 'system', operator: 'Exists' }],
    affinity: { nodeAffinity: {} },
  };
  const more = { podAnnotations: { a: 'b' }, podLabels: { c: 'd' } };
  const rendered = await renderChart({
    webhook: { ...place, ...more },
    controller: { ...place, ...more },
    imagePullSecrets: [{ name: 'registry' }],
  });

  for (const name of ['iamra-injector-webhook', 'iamra-identity-controller']) {
    const { metadata, spec } = podTemplate(find(rendered, 'Deployment', name));
    expect(spec).toMatchObject({ ...place, imagePullSecrets: [{ name: 'registry' }] });
    expect(metadata).toMatchObject({ annotations: { a: 'b' }, labels: { c: 'd' } });
  }
});
