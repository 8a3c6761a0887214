import { isIP } from 'node:net';
import { createCa } from '../../core/pki/create-ca.ts';
import { generateKey, privateKeyPem } from '../../core/pki/generate-key.ts';
import { issueCertificate } from '../../core/pki/issue-certificate.ts';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '../../core/pki/x509.ts';

/** What a TLS server shows, and the CA that a client needs to believe it; all PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
  readonly caPem: string;
}

const lifetimeDays = 30;
const day = 24 * 60 * 60 * 1000;

/** Makes a CA and a server certificate for these hosts, localhost and 127.0.0.1. */
export async function createServerCertificate(
  hosts: readonly string[],
  now: Date,
): Promise<ServerCertificate> {
  // A client whose clock is behind must still find them valid.
  const validity = {
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + lifetimeDays * day),
  };
  const ca = await createCa({ cluster: 'emulator', ...validity });
  const names = [...new Set([...hosts, 'localhost', '127.0.0.1'])];
  const { certificatePem, keys } = await issueCertificate({
    subject: [{ CN: ['iamra emulator'] }],
    ...validity,
    keys: generateKey(),
    issuer: ca,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
    ],
  });
  return { key: privateKeyPem(keys.privateKey), cert: certificatePem, caPem: ca.certificatePem };
}
