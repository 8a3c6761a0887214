import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCa } from '../../core/pki/create-ca.ts';
import { privateKeyPem } from '../../core/pki/generate-key.ts';
import { issueServerCertificate } from '../../core/pki/issue-server-certificate.ts';
import { startNode } from '../../process/background-process.ts';
import { answersOk } from './answers-ok.ts';
import type { Stage } from './demo-input.ts';
import { freePorts } from './free-ports.ts';
import { waitUntil } from './wait-until.ts';

const hourMilliseconds = 3_600_000;
const startMilliseconds = 15_000;

/** The webhook of the image as its own process, with a certificate as cert-manager would give it. */
export async function startWebhook(
  { context, input, workspace }: Stage,
  settingsFile: string,
): Promise<{ port: number; caPem: string }> {
  const now = context.now();
  const validity = { notBefore: now, notAfter: new Date(now.getTime() + hourMilliseconds) };
  const ca = await createCa({ cluster: 'demo', ...validity });
  const serving = await issueServerCertificate({ issuer: ca, names: ['localhost'], ...validity });
  const folder = join(workspace.folder, 'webhook-tls');
  await mkdir(folder);
  await writeFile(join(folder, 'tls.crt'), serving.certificatePem);
  await writeFile(join(folder, 'tls.key'), privateKeyPem(serving.keys.privateKey), { mode: 0o600 });
  const [port = 0, healthPort = 0] = await freePorts(2);
  const webhook = startNode([join(input.imageFolder, 'webhook.mjs')], {
    IAMRA_LISTEN_ADDRESS: '127.0.0.1',
    IAMRA_PORT: String(port),
    IAMRA_HEALTH_PORT: String(healthPort),
    IAMRA_TLS_DIRECTORY: folder,
    IAMRA_SETTINGS_FILE: settingsFile,
    IAMRA_DRAIN_SECONDS: '0',
  });
  workspace.onClose(webhook.stop);
  await waitUntil(() => answersOk(`http://127.0.0.1:${healthPort}/readyz`), {
    milliseconds: startMilliseconds,
    complaint: () => `the webhook did not start:\n${webhook.output()}`,
  });
  return { port, caPem: ca.certificatePem };
}
