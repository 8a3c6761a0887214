import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCa } from '../fixtures/certificates.ts';
import { installResources, pretendItRuns } from './support/cert-manager.ts';
import { chartFolder, type Ended, helm, helmVersions } from './support/helm.ts';
import { release, upgrade, useApiServer } from './support/installed-chart.ts';

const server = useApiServer();
const get = async (...words: string[]): Promise<string> =>
  (await server().kubectl(['get', ...words])).stdout;

/** An upgrade or an installation that looks at the cluster before. */
const connected = (version: (typeof helmVersions)[number], values: object): Promise<Ended> =>
  upgrade(version, server(), { preflight: { enabled: true }, ...values });

describe('on a cluster without cert-manager', () => {
  it.each(helmVersions)('%s refuses, and tells how to install it', async (version) => {
    const { stderr, exitCode } = await connected(version, {});

    expect(stderr).toMatch(
      /IAMRA111 cert-manager is not installed: .*\nFix: helm install cert-manager /,
    );
    expect(exitCode).toBe(1);
  });
});

describe('on a cluster with cert-manager', () => {
  beforeAll(async () => {
    await installResources(server());
  });

  describe.each(helmVersions)('%s', (version) => {
    const uninstall = (): Promise<Ended> =>
      helm(version, ['uninstall', ...release], { kubeconfig: server().kubeconfig });
    const remove = (...words: string[]): Promise<Ended> =>
      server().kubectl(['delete', '--ignore-not-found', ...words]);

    afterEach(async () => {
      await uninstall();
      await remove('deployment', 'cert-manager-cainjector', '--namespace=cert-manager');
      await remove('secret', 'iamra-workload-ca', '--namespace=cert-manager');
    });

    it('refuses as long as something is missing, one thing after the other', async () => {
      expect((await connected(version, {})).stderr).toContain(
        "IAMRA113 cert-manager's cainjector is not installed",
      );

      await pretendItRuns(server());
      const scale = (replicas: number): Promise<unknown> =>
        server().kubectl([
          ...['scale', 'deployment/cert-manager-cainjector', '--namespace=cert-manager'],
          `--replicas=${replicas}`,
        ]);
      await scale(0);
      expect((await connected(version, {})).stderr).toMatch(
        /IAMRA113 .* is scaled to 0: .*\nFix: kubectl --namespace cert-manager scale deployment\/cert-manager-cainjector --replicas 1/,
      );
      await scale(1);

      await remove('secret', 'iamra-workload-ca', '--namespace=cert-manager');
      expect((await connected(version, {})).stderr).toMatch(
        /IAMRA116 The Secret cert-manager\/iamra-workload-ca .*\nFix: iamra init/,
      );
      expect(
        (await connected(version, { webhook: { issuerRef: { name: 'tls' } } })).stderr,
      ).toMatch(
        /IAMRA114 The Issuer tls in namespace iamra-system, which webhook.issuerRef names, does not exist/,
      );
      expect(
        (await connected(version, { workloadIssuer: { create: false, name: 'corporate' } })).stderr,
      ).toMatch(
        /IAMRA114 The ClusterIssuer corporate, which workloadIssuer.name names, does not exist/,
      );

      expect(await get('secrets', '--namespace=iamra-system', '--output=name')).toBe('');
    });

    it('does not look at the cluster where the preflight is off', async () => {
      expect(await upgrade(version, server())).toMatchObject({ exitCode: 0 });
    });

    it('tells the next steps, and what stays', async () => {
      await pretendItRuns(server());
      const { stdout } = await upgrade(version, server(), { workloadIssuer: { ca: 'selfSigned' } });

      expect(stdout).toContain('iamra init --cluster home --ca cluster');
      expect(stdout).toContain('trustAnchorArn and profileArn not set');
      expect(stdout).toContain('iamra doctor');
      expect(stdout).toContain('helm uninstall leaves: ');
    });

    it('keeps the caBundle of cainjector through upgrades', async () => {
      await upgrade(version, server(), { serviceAccountOptIn: 'webhook' });
      const bundle = await injectBundle();
      const { exitCode, stderr } = await upgrade(version, server(), {
        serviceAccountOptIn: 'webhook',
        webhook: { timeout: 7 },
      });

      expect(stderr).not.toContain('conflict');
      expect(exitCode).toBe(0);
      const configuration = ['mutatingwebhookconfiguration', 'iamra-injector'];
      const field = (path: string): Promise<string> =>
        get(...configuration, `--output=jsonpath={.webhooks[*].${path}}`);
      expect(await field('clientConfig.caBundle')).toBe(`${bundle} ${bundle}`);
      expect(await field('timeoutSeconds')).toBe('7 2');
    });

    it('refuses to leave a former workload issuer behind', async () => {
      await upgrade(version, server());
      const { stderr } = await upgrade(version, server(), { workloadIssuer: { name: 'other' } });

      expect(stderr).toMatch(
        /IAMRA117 The ClusterIssuer iamra-workload .*\nFix: kubectl delete clusterissuer iamra-workload/,
      );
    });

    it('leaves nothing of the release behind', async () => {
      await upgrade(version, server(), { workloadIssuer: { ca: 'selfSigned' } });
      expect(await get('clusterissuers', '--output=name')).toContain('iamra-workload');
      await uninstall();

      const clusterWide = [
        ...[
          'clusterissuers',
          'clusterroles',
          'clusterrolebindings',
          'mutatingwebhookconfigurations',
        ],
        ...['validatingadmissionpolicies', 'validatingadmissionpolicybindings'],
        ...['mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'],
      ];
      const namespaced =
        'deployments,services,configmaps,serviceaccounts,roles,rolebindings,certificates,issuers,poddisruptionbudgets';
      const left = await get(clusterWide.join(','), '--output=name');
      const inNamespaces = await get(
        namespaced,
        '--all-namespaces',
        '--output=name',
        '--selector=app.kubernetes.io/part-of=iamra',
      );

      expect(`${left}\n${inNamespaces}`).not.toContain('iamra');
    });
  });
});

it('a dry run against the server renders what an installation would', async () => {
  const words = ['install', ...release, chartFolder, '--dry-run=server', '--create-namespace'];
  const { stdout } = await helm('helm-4', words, {
    kubeconfig: server().kubeconfig,
    values: { cluster: 'home', preflight: { enabled: false } },
  });

  expect(stdout).toContain('kind: MutatingAdmissionPolicy');
});

/** As cainjector does it. */
async function injectBundle(): Promise<string> {
  const { certificatePem } = await makeCa(new Date());
  const bundle = Buffer.from(certificatePem).toString('base64');
  const entry = (name: string): object => ({
    name,
    sideEffects: 'NoneOnDryRun',
    admissionReviewVersions: ['v1'],
    clientConfig: { caBundle: bundle },
  });
  await server().kubectl(
    ['apply', '--server-side', '--field-manager=cert-manager-cainjector', '--filename=-'],
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'iamra-injector' },
      webhooks: ['pod.credentials.iamra.dev', 'serviceaccount.credentials.iamra.dev'].map(entry),
    },
  );
  return bundle;
}
