import { createCa } from '../../core/pki/create-ca.ts';
import { privateKeyPem } from '../../core/pki/generate-key.ts';
import { issueServerCertificate } from '../../core/pki/issue-server-certificate.ts';

/** What a TLS server shows, and the CA that a client needs to believe it; all PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
  readonly caPem: string;
}

const lifetimeDays = 30;
const day = 24 * 60 * 60 * 1000;

/** Makes a CA and a server certificate for localhost, 127.0.0.1 and these hosts. */
export async function createServerCertificate(
  hosts: readonly string[],
  now: Date,
): Promise<ServerCertificate> {
  const validity = {
    // A client whose clock is behind must still find them valid.
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + lifetimeDays * day),
  };
  const issuer = await createCa({ cluster: 'emulator', ...validity });
  const others = new Set(hosts).difference(new Set(['localhost', '127.0.0.1']));
  const { certificatePem, keys } = await issueServerCertificate({
    names: ['localhost', '127.0.0.1', ...others],
    ...validity,
    issuer,
  });
  return {
    key: privateKeyPem(keys.privateKey),
    cert: certificatePem,
    caPem: issuer.certificatePem,
  };
}
