import { describe, expect, it } from 'vitest';
import {
  find,
  names,
  ofKind,
  type Rendered,
  renderChart,
  template,
} from './support/render-chart.ts';

const ofCertManager = (objects: readonly Rendered[]): string[] =>
  names(objects.filter(({ apiVersion }) => apiVersion === 'cert-manager.io/v1')).toSorted();

describe('TLS of the webhook', () => {
  it('comes from a CA of its own, which lives long and keeps its key', async () => {
    const objects = await renderChart();
    const ca = find(objects, 'Certificate', 'iamra-injector-webhook-ca')['spec'];
    const serving = find(objects, 'Certificate', 'iamra-injector-webhook')['spec'];

    expect(ca).toMatchObject({
      isCA: true,
      secretName: 'iamra-injector-webhook-ca',
      duration: '87600h',
      privateKey: { algorithm: 'ECDSA', rotationPolicy: 'Never' },
      issuerRef: { kind: 'Issuer', name: 'iamra-injector-webhook-self-signed' },
    });
    expect(serving).toMatchObject({
      secretName: 'iamra-injector-webhook',
      dnsNames: ['iamra-injector-webhook.iamra-system.svc'],
      privateKey: { algorithm: 'ECDSA', rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
      issuerRef: { kind: 'Issuer', name: 'iamra-injector-webhook-ca' },
    });
    expect(find(objects, 'Issuer', 'iamra-injector-webhook-self-signed')['spec']).toEqual({
      selfSigned: {},
    });
    expect(find(objects, 'Issuer', 'iamra-injector-webhook-ca')['spec']).toEqual({
      ca: { secretName: 'iamra-injector-webhook-ca' },
    });
  });

  it('comes from an issuer that exists, if the values name one', async () => {
    const issuerRef = { name: 'tls', kind: 'ClusterIssuer', group: 'cert-manager.io' };
    const objects = await renderChart({ webhook: { issuerRef } });

    expect(ofCertManager(ofKind(objects, 'Issuer'))).toEqual([]);
    expect(find(objects, 'Certificate', 'iamra-injector-webhook')['spec']).toMatchObject({
      issuerRef,
    });
  });
});

describe('the workload issuer', () => {
  const issuers = (objects: readonly Rendered[]): Rendered[] => ofKind(objects, 'ClusterIssuer');
  const hooksOf = ({ metadata }: Rendered): unknown => metadata.annotations?.['helm.sh/hook'];

  it('signs with the CA of an existing Secret', async () => {
    const objects = await renderChart({ workloadIssuer: { name: 'w', caSecretName: 's' } });

    expect(issuers(objects)).toMatchObject([
      { metadata: { name: 'w' }, spec: { ca: { secretName: 's' } } },
    ]);
    expect(names(objects)).not.toContain('Certificate/s');
  });

  it('is made after everything else, the identity policies among it', async () => {
    expect(issuers(await renderChart()).map(hooksOf)).toEqual([
      'post-install,post-upgrade,post-rollback',
    ]);
  });

  it('comes last in what helm template prints, and the identity policies come before', async () => {
    const { stdout } = await template({ cluster: 'home' });
    const lastPolicy = stdout.lastIndexOf('kind: ValidatingAdmissionPolicyBinding');

    expect(lastPolicy).toBeGreaterThan(0);
    expect(stdout.indexOf('kind: ClusterIssuer')).toBeGreaterThan(lastPolicy);
  });

  it('signs with a CA that cert-manager makes, which never changes by itself', async () => {
    const objects = await renderChart({
      workloadIssuer: { ca: 'selfSigned', caSecretNamespace: 'pki' },
    });

    expect(find(objects, 'Certificate', 'iamra-workload-ca')).toMatchObject({
      metadata: { namespace: 'pki' },
      spec: {
        isCA: true,
        commonName: 'iamra workload CA home',
        subject: { organizations: ['home'] },
        secretName: 'iamra-workload-ca',
        duration: '87600h',
        usages: ['cert sign', 'crl sign'],
        privateKey: { algorithm: 'ECDSA', rotationPolicy: 'Never' },
        issuerRef: { kind: 'Issuer', name: 'iamra-workload-self-signed' },
      },
    });
    expect(find(objects, 'Issuer', 'iamra-workload-self-signed').metadata.namespace).toBe('pki');
  });

  it('is left alone where it exists', async () => {
    const objects = await renderChart({
      workloadIssuer: { create: false, name: 'corporate', ca: 'selfSigned' },
    });

    expect(issuers(objects)).toEqual([]);
    expect(names(objects)).not.toContain('Certificate/iamra-workload-ca');
  });

  it('is held by the identity policies under the name that it has', async () => {
    const objects = await renderChart({ workloadIssuer: { create: false, name: 'corporate' } });

    for (const name of ['certificate', 'request', 'csr']) {
      const policy = find(objects, 'ValidatingAdmissionPolicy', `iamra-identity-${name}`);
      expect(JSON.stringify(policy)).toMatch(/['/]corporate'/);
      expect(JSON.stringify(policy)).not.toContain("iamra-workload'");
    }
  });
});

describe('options', () => {
  it('monitoring and network policies are there when they are asked for', async () => {
    const plain = names(await renderChart());
    const objects = await renderChart({
      podMonitor: { enabled: true, interval: '1m', labels: { release: 'prometheus' } },
      networkPolicy: { enabled: true },
    });

    expect(plain.filter((name) => /Monitor|NetworkPolicy/.test(name))).toEqual([]);
    expect(find(objects, 'PodMonitor', 'iamra-injector')).toMatchObject({
      metadata: { labels: { release: 'prometheus' } },
      spec: { podMetricsEndpoints: [{ port: 'health', path: '/metrics', interval: '1m' }] },
    });
    expect(find(objects, 'NetworkPolicy', 'iamra-injector-webhook')['spec']).toMatchObject({
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ port: 'https' }, { port: 'health' }] }],
    });
    expect(find(objects, 'NetworkPolicy', 'iamra-identity-controller')['spec']).toMatchObject({
      ingress: [{ ports: [{ port: 'health' }] }],
    });
  });

  // Argo CD goes by the last one of a name: here a hook that it never runs.
  it('objects are named once', async () => {
    const places = (await renderChart({ workloadIssuer: { ca: 'selfSigned' } })).map(
      ({ kind, metadata }) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
    );

    expect(places).toEqual([...new Set(places)]);
  });
});
