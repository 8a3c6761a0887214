import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceAccountName } from '../../core/identity/service-account.ts';
import { privateKeyPem } from '../../core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../core/pki/issue-workload-certificate.ts';

const dayMilliseconds = 86_400_000;

/** A folder with what cert-manager would put into the Secret of a ServiceAccount. */
export async function certificateSecret(
  parent: string,
  order: { cluster: string; serviceAccount: ServiceAccountName; issuer: IssuedCertificate },
): Promise<string> {
  const now = new Date();
  const { certificatePem, keys } = await issueWorkloadCertificate({
    ...order,
    notBefore: now,
    notAfter: new Date(now.getTime() + dayMilliseconds),
  });
  const folder = join(parent, `certificate-${order.serviceAccount.name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'tls.crt'), certificatePem);
  await writeFile(join(folder, 'tls.key'), privateKeyPem(keys.privateKey), { mode: 0o600 });
  return folder;
}

/** A folder with what the kubelet would project as the pod's token. */
export async function projectedToken(parent: string): Promise<string> {
  const folder = join(parent, 'token');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'token'), randomUUID(), { mode: 0o600 });
  return folder;
}
