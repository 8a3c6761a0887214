import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planInjection } from '../../../src/core/injection/plan-injection.ts';
import { privateKeyPem } from '../../../src/core/pki/generate-key.ts';
import { issueServerCertificate } from '../../../src/core/pki/issue-server-certificate.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { makeCa, validAround } from '../../fixtures/certificates.ts';
import { settings } from '../../fixtures/pods.ts';
import { usualPod } from '../../fixtures/usual-pod.ts';

const name = 'bench-bare-webhook';
const labels = { app: name };
const port = 8443;
const folder = '/etc/bare';
const program = join(import.meta.dirname, 'bare-webhook.ts');

/**
 * Puts a webhook into the cluster that does as little as one can, with as many replicas as ours: every pod
 * of one namespace gets the patch that ours makes for the usual pod. Gives how it is removed.
 */
export async function installBareWebhook(
  { kubectl }: Cluster,
  { image, namespace }: { readonly image: string; readonly namespace: string },
): Promise<() => Promise<void>> {
  const issuer = await makeCa(new Date());
  const host = `${name}.${name}.svc`;
  const leaf = await issueServerCertificate({ issuer, names: [host], ...validAround(new Date()) });
  const files = {
    'tls.crt': leaf.certificatePem,
    'tls.key': privateKeyPem(leaf.keys.privateKey),
    'patch.json': JSON.stringify(usualPatch()),
    'server.ts': await readFile(program, 'utf8'),
  };
  const items = [...serverObjects(image, files), configuration(issuer.certificatePem, namespace)];
  await kubectl(
    ['apply', '--filename=-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );
  await kubectl(['rollout', 'status', `deployment/${name}`, `--namespace=${name}`]);
  return async () => {
    await kubectl(['delete', 'mutatingwebhookconfiguration', name]);
    await kubectl(['delete', 'namespace', name]);
  };
}

function usualPatch(): readonly object[] {
  const decision = planInjection({ pod: usualPod, namespace: 'team-a' }, settings);
  if (decision.kind !== 'inject') throw new Error(`the usual pod: ${decision.kind}`);
  return decision.patch;
}

function serverObjects(image: string, files: Readonly<Record<string, string>>): object[] {
  const metadata = { name, namespace: name };
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'iamra.dev/inject': 'false' } },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: files },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ port: 443, targetPort: port }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podSpec(image) },
      },
    },
  ];
}

function podSpec(image: string): object {
  return {
    terminationGracePeriodSeconds: 0,
    containers: [
      {
        name: 'webhook',
        image,
        args: [`${folder}/server.ts`, folder, String(port)],
        readinessProbe: { tcpSocket: { port }, periodSeconds: 1 },
        volumeMounts: [{ name: 'files', mountPath: folder, readOnly: true }],
      },
    ],
    volumes: [{ name: 'files', secret: { secretName: name } }],
  };
}

function configuration(ca: string, namespace: string): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name: 'bare.iamra.test',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        clientConfig: {
          service: { namespace: name, name, port: 443 },
          caBundle: Buffer.from(ca).toString('base64'),
        },
        rules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
        ],
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      },
    ],
  };
}
