import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** The answer of a webhook, as far as the API server reads it. */
export interface AdmissionAnswer {
  readonly allowed: boolean;
  readonly warnings?: readonly string[];
  /** Base64 of a JSON patch. */
  readonly patch?: string;
  readonly status?: { readonly message?: string };
}

/** Asks a webhook about a pod in the way of the API server: an AdmissionReview over TLS. */
export async function reviewPod(
  pod: object,
  webhook: { readonly port: number; readonly caPem: string },
): Promise<AdmissionAnswer> {
  const body = JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: randomUUID(),
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      namespace: 'default',
      operation: 'CREATE',
      dryRun: false,
      object: pod,
    },
  });
  const sent = request({
    host: '127.0.0.1',
    port: webhook.port,
    servername: 'localhost',
    ca: webhook.caPem,
    agent: false,
    method: 'POST',
    path: '/mutate/credentials?timeout=10s',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const review = JSON.parse(await text(answer)) as { response: AdmissionAnswer };
  return review.response;
}
