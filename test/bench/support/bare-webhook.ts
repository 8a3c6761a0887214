import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';

// The least that a mutating webhook can do: parse the review, and answer with the same patch for every pod.
const [folder = '.', port] = process.argv.slice(2);

interface Review {
  readonly request: { readonly uid: string };
}

const patch = readFileSync(join(folder, 'patch.json')).toString('base64');

const server = createServer(
  {
    cert: readFileSync(join(folder, 'tls.crt')),
    key: readFileSync(join(folder, 'tls.key')),
    keepAliveTimeout: 120_000,
  },
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const review = JSON.parse(Buffer.concat(chunks).toString()) as Review;
      const { uid } = review.request;
      const json = JSON.stringify({
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: { uid, allowed: true, patchType: 'JSONPatch', patch },
      });
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(json),
        })
        .end(json);
    });
  },
);
server.listen(Number(port));
