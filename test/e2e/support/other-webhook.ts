import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { privateKeyPem } from '../../../src/core/pki/generate-key.ts';
import { issueServerCertificate } from '../../../src/core/pki/issue-server-certificate.ts';
import { makeCa, validAround } from '../../fixtures/certificates.ts';
import type { UserMachine } from './installation.ts';

export interface OtherPod {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly containers: ReadonlyArray<Readonly<Record<string, unknown>>>;
    readonly initContainers?: ReadonlyArray<Readonly<Record<string, unknown>>>;
  };
}

/** What it makes of a pod's spec; the same spec: nothing. */
export type Change = (spec: OtherPod['spec'], wish: string) => OtherPod['spec'];

const name = 'z-other';
/** On pods that it is to change. */
export const wishKey = 'iamra.test/wish';

/**
 * A webhook of somebody else, called after ours: on this machine, with a configuration that sends it the
 * pods of a namespace. It writes the whole spec anew, as those of old client libraries do.
 */
export async function startOtherWebhook(
  { kubectl }: UserMachine,
  namespace: string,
  change: Change,
): Promise<() => Promise<void>> {
  const host = inject('hostAddress');
  const issuer = await makeCa(new Date());
  const leaf = await issueServerCertificate({ issuer, names: [host], ...validAround(new Date()) });
  const tls = { cert: leaf.certificatePem, key: privateKeyPem(leaf.keys.privateKey) };
  const server = createServer(tls, (request, response) => {
    void text(request).then((body) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer(body, change)));
    });
  });
  server.listen(0, host);
  await once(server, 'listening');
  const url = `https://${host}:${(server.address() as AddressInfo).port}/`;
  const configuration = configurationOf(url, issuer.certificatePem, namespace);
  await kubectl(['create', '--filename=-'], JSON.stringify(configuration));
  return async () => {
    await kubectl(['delete', 'mutatingwebhookconfiguration', name]);
    server.close();
    server.closeAllConnections();
  };
}

function answer(body: string, change: Change): object {
  const { request } = JSON.parse(body) as { request: { uid: string; object: OtherPod } };
  const { spec, metadata } = request.object;
  const wish = metadata.annotations?.[wishKey] ?? '';
  const patch = [{ op: 'replace', path: '/spec', value: change(spec, wish) }];
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: {
      uid: request.uid,
      allowed: true,
      patchType: 'JSONPatch',
      patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
    },
  };
}

function configurationOf(url: string, ca: string, namespace: string): object {
  const podCreation = {
    apiGroups: [''],
    apiVersions: ['v1'],
    operations: ['CREATE'],
    resources: ['pods'],
  };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name: 'other.iamra.test',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        clientConfig: { url, caBundle: Buffer.from(ca).toString('base64') },
        rules: [podCreation],
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        matchConditions: [
          {
            name: 'wish',
            expression: `object.metadata.?annotations[?'${wishKey}'].orValue('') != ''`,
          },
        ],
      },
    ],
  };
}
