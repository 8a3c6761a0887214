import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceAccountName } from '../../../src/core/identity/service-account.ts';
import { type KeyKind, privateKeyPem } from '../../../src/core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../../src/core/pki/issue-workload-certificate.ts';
import { type Validity, validAround } from '../../fixtures/certificates.ts';

export const cluster = 'peers';
export const web: ServiceAccountName = { namespace: 'default', name: 'web' };

export interface LeafOptions {
  readonly issuer: IssuedCertificate;
  readonly serviceAccount?: ServiceAccountName;
  readonly keyKind?: KeyKind;
  readonly validity?: Validity;
}

/** The certificate of a ServiceAccount; of `web` where none is named. */
export function issueLeaf(options: LeafOptions): Promise<IssuedCertificate> {
  const { validity = validAround(new Date()), ...rest } = options;
  return issueWorkloadCertificate({ cluster, serviceAccount: web, ...validity, ...rest });
}

/** Paths of what a client signs with. */
export interface SigningFiles {
  /** Where they lie, as in a `kubernetes.io/tls` Secret. */
  readonly folder: string;
  readonly certificate: string;
  readonly privateKey: string;
  /** The intermediates alone. */
  readonly chain: string | null;
}

/** Writes a leaf with its intermediates and its key. */
export async function writeSigningFiles(
  parent: string,
  leaf: IssuedCertificate,
  ...intermediates: readonly IssuedCertificate[]
): Promise<SigningFiles> {
  const folder = await mkdtemp(join(parent, 'certificate-'));
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const chain = intermediates.map(({ certificatePem }) => certificatePem).join('');
  return {
    folder,
    certificate: await write('tls.crt', leaf.certificatePem + chain),
    privateKey: await write('tls.key', privateKeyPem(leaf.keys.privateKey)),
    chain: chain === '' ? null : await write('chain.pem', chain),
  };
}
