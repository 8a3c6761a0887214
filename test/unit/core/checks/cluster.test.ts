import { describe, expect, it } from 'vitest';
import { judgePolicies } from '../../../../src/core/checks/admission-policies.ts';
import { judgeCaInjection } from '../../../../src/core/checks/cainjector.ts';
import { judgeCertManager } from '../../../../src/core/checks/cert-manager.ts';
import type { CaInjection, WebhookState } from '../../../../src/core/checks/cluster-facts.ts';
import { judgeIssuers } from '../../../../src/core/checks/issuers.ts';
import { judgeKubernetesVersion } from '../../../../src/core/checks/kubernetes-version.ts';
import { judgeWebhookConfiguration } from '../../../../src/core/checks/webhook-configuration.ts';
import { judgeWebhookEndpoints } from '../../../../src/core/checks/webhook-endpoints.ts';

const now = new Date('2026-06-01T12:00:00Z');

describe('judgeKubernetesVersion', () => {
  it.each(['v1.30.0', 'v1.36.3', 'v1.31.5-eks-1234', 'v1.30.2+k3s1', 'v2.0.0'])(
    'takes %s',
    (text) => {
      expect(judgeKubernetesVersion(text)).toEqual([]);
    },
  );

  it.each(['v1.29.9', 'v1.9.0', 'nonsense'])('fails on %s', (text) => {
    expect(judgeKubernetesVersion(text)).toMatchObject([{ code: 'IAMRA110', severity: 'fail' }]);
  });
});

describe('judgeCertManager', () => {
  const controller = { namespace: 'cert-manager', name: 'cert-manager', wanted: 1, ready: 1 };

  it('finds nothing where kinds are served and a controller runs', () => {
    expect(judgeCertManager({ missingKinds: [], controllers: [controller] })).toEqual([]);
  });

  it('names the kinds that are missing', () => {
    const [finding] = judgeCertManager({ missingKinds: ['Issuer'], controllers: [] });
    expect(finding).toMatchObject({ code: 'IAMRA111', severity: 'fail' });
    expect(finding?.message).toContain('Issuer');
  });

  it('gives the command that starts a controller that is scaled to 0', () => {
    const controllers = [{ ...controller, wanted: 0, ready: 0 }];
    expect(judgeCertManager({ missingKinds: [], controllers })).toMatchObject([
      {
        code: 'IAMRA112',
        fix: 'kubectl scale --namespace cert-manager deployment/cert-manager --replicas 1',
      },
    ]);
  });

  it('only warns where no Deployment has the labels: it may run otherwise', () => {
    expect(judgeCertManager({ missingKinds: [], controllers: [] })).toMatchObject([
      { code: 'IAMRA112', severity: 'warn' },
    ]);
  });
});

describe('judgeCaInjection', () => {
  const deployment = { namespace: 'cert-manager', name: 'cainjector', wanted: 1, ready: 1 };
  const silent: CaInjection = { injected: false, waitedSeconds: 10, deployments: [deployment] };

  it('finds nothing where the caBundle was filled in, whatever Deployment and Lease look like', () => {
    expect(judgeCaInjection({ ...silent, injected: true, deployments: [] }, now)).toEqual([]);
  });

  it.each<[string, Partial<CaInjection>, RegExp]>([
    ['is not there', { deployments: [] }, /no Deployment/],
    ['is scaled to 0', { deployments: [{ ...deployment, wanted: 0, ready: 0 }] }, /scaled to 0/],
    ['is not ready', { deployments: [{ ...deployment, ready: 0 }] }, /0 of 1 pods ready/],
    [
      'leads no more',
      { lease: { name: 'kube-system/lease', renewedAt: new Date('2026-06-01T11:00:00Z') } },
      /Lease kube-system\/lease was last renewed at 2026-06-01T11:00:00/,
    ],
    ['runs all the same', {}, /runs all the same/],
  ])('says why where it %s', (_, change, pattern) => {
    const [finding] = judgeCaInjection({ ...silent, ...change }, now);
    expect(finding).toMatchObject({ code: 'IAMRA113', severity: 'fail' });
    expect(finding?.message).toMatch(pattern);
    expect(finding?.fix).toMatch(/^(kubectl|helm) /);
  });
});

describe('judgeIssuers', () => {
  it('tells those that are missing from those that are not ready', () => {
    const inspect = 'kubectl describe clusterissuer/iamra-workload';
    expect(
      judgeIssuers([
        { name: 'Issuer a/ok', inspect: '', state: 'ready' },
        { name: 'Issuer a/gone', inspect: '', state: 'missing' },
        { name: 'ClusterIssuer iamra-workload', inspect, state: 'not-ready', message: 'no Secret' },
      ]),
    ).toMatchObject([
      { code: 'IAMRA114', message: 'Issuer a/gone does not exist.' },
      { code: 'IAMRA115', message: expect.stringContaining('no Secret') as string, fix: inspect },
    ]);
  });
});

describe('the webhook', () => {
  const good: WebhookState = {
    entries: [{ name: 'pod.credentials.iamra.dev', failurePolicy: 'Fail' }],
    caBundle: '',
    service: { namespace: 'iamra-system', name: 'iamra-injector-webhook' },
    serviceExists: true,
    readyEndpoints: 2,
  };

  it('is well with its entry, Service and endpoints', () => {
    expect(judgeWebhookConfiguration(good)).toEqual([]);
    expect(judgeWebhookEndpoints(good)).toEqual([]);
  });

  it.each<[string, WebhookState['entries'], string]>([
    ['no configuration', undefined, 'fail'],
    ['no entry for pods', [{ name: 'other.iamra.dev', failurePolicy: 'Fail' }], 'fail'],
    [
      'an entry that fails open',
      [{ name: 'pod.credentials.iamra.dev', failurePolicy: 'Ignore' }],
      'warn',
    ],
  ])('is found with %s', (_, entries, severity) => {
    expect(judgeWebhookConfiguration({ ...good, entries })).toMatchObject([
      { code: 'IAMRA124', severity },
    ]);
  });

  it.each<[string, Partial<WebhookState>, RegExp]>([
    ['Service', { serviceExists: false }, /does not exist/],
    ['endpoint', { readyEndpoints: 0 }, /no ready endpoint/],
  ])('is found without its %s', (_, change, pattern) => {
    const [finding] = judgeWebhookEndpoints({ ...good, ...change });
    expect(finding).toMatchObject({ code: 'IAMRA125', severity: 'fail' });
    expect(finding?.message).toMatch(pattern);
  });

  it('is looked for by its Deployments, too: one that is scaled to 0 has no pods', () => {
    const [finding] = judgeWebhookEndpoints({ ...good, readyEndpoints: 0 });
    expect(finding?.fix).toBe('kubectl get deployments,pods --namespace iamra-system');
  });
});

describe('judgePolicies', () => {
  const policy = {
    name: 'iamra-guard-pod',
    purpose: 'guard',
    exists: true,
    isEnforced: true,
    warnings: [],
  } as const;

  it('looks at those of one purpose only', () => {
    expect(
      judgePolicies([policy, { ...policy, purpose: 'identity', exists: false }], 'guard'),
    ).toEqual([]);
  });

  it.each([
    [{ exists: false }, /does not exist/, 'fail'],
    [{ isEnforced: false }, /no binding that denies/, 'fail'],
    [{ warnings: ['undefined field'] }, /undefined field/, 'warn'],
  ])('finds %j', (change, pattern, severity) => {
    const [finding] = judgePolicies([{ ...policy, ...change }], 'guard');
    expect(finding).toMatchObject({ code: 'IAMRA131', severity });
    expect(finding?.message).toMatch(pattern);
  });
});
