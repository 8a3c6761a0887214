import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCa } from '../../../src/core/pki/create-ca.ts';
import { generateKey, privateKeyPem } from '../../../src/core/pki/generate-key.ts';
import {
  type IssuedCertificate,
  issueCertificate,
} from '../../../src/core/pki/issue-certificate.ts';
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '../../../src/core/pki/x509.ts';
import { stateFolder } from '../folders.ts';
import { network } from '../machine/network.ts';

interface Holder {
  readonly subject: JsonName;
  /** DNS names and addresses of servers. */
  readonly names?: readonly string[];
}

/** Who holds a certificate of the cluster's CA (kubernetes.io, "PKI certificates and requirements"). */
const holders = {
  'kube-apiserver': {
    subject: [{ CN: ['kube-apiserver'] }],
    names: [
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      'kubernetes.default.svc.cluster.local',
      'localhost',
      '127.0.0.1',
      network.nodeAddress,
      network.apiServerService,
    ],
  },
  'kubelet-client': {
    subject: [{ O: ['system:masters'] }, { CN: ['kube-apiserver-kubelet-client'] }],
  },
  admin: { subject: [{ O: ['system:masters'] }, { CN: ['admin'] }] },
  'kube-controller-manager': { subject: [{ CN: ['system:kube-controller-manager'] }] },
  'kube-scheduler': { subject: [{ CN: ['system:kube-scheduler'] }] },
  'kube-proxy': { subject: [{ CN: ['system:kube-proxy'] }] },
  kubelet: {
    subject: [{ O: ['system:nodes'] }, { CN: ['system:node:node-1'] }],
    names: ['node-1', network.nodeAddress],
  },
} as const satisfies Record<string, Holder>;

export type HolderName = keyof typeof holders;

const validityMilliseconds = 30 * 24 * 60 * 60 * 1000;
const ipAddress = /^[\d.]+$/;

/** The path of a file that `createCertificates` writes. */
export function pkiFile(
  name: `${HolderName | 'ca' | 'service-account'}.${'crt' | 'key' | 'pub'}`,
): string {
  return join(stateFolder, 'pki', name);
}

/** Makes the cluster's CA, a certificate for each component, and the key of service account tokens. */
export async function createCertificates(now: Date): Promise<void> {
  await mkdir(join(stateFolder, 'pki'), { recursive: true, mode: 0o700 });
  const validity = {
    notBefore: new Date(now.getTime() - 60_000),
    notAfter: new Date(now.getTime() + validityMilliseconds),
  };
  const issuer = await createCa({ cluster: 'test', ...validity });
  await writeFile(pkiFile('ca.crt'), issuer.certificatePem);
  for (const name of Object.keys(holders) as HolderName[]) {
    const holder: Holder = holders[name];
    await writeCertificate(
      name,
      await issueCertificate({
        subject: holder.subject,
        ...validity,
        keys: generateKey(),
        issuer,
        extensions: [
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
          ...(holder.names === undefined ? [] : [alternativeNames(holder.names)]),
        ],
      }),
    );
  }
  const tokens = generateKey('rsa-2048');
  await writeKey(pkiFile('service-account.key'), privateKeyPem(tokens.privateKey));
  await writeFile(
    pkiFile('service-account.pub'),
    tokens.publicKey.export({ type: 'spki', format: 'pem' }),
  );
}

function alternativeNames(names: readonly string[]): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(
    names.map((value) => ({ type: ipAddress.test(value) ? 'ip' : 'dns', value })),
  );
}

async function writeCertificate(name: HolderName, issued: IssuedCertificate): Promise<void> {
  await writeFile(pkiFile(`${name}.crt`), issued.certificatePem);
  await writeKey(pkiFile(`${name}.key`), privateKeyPem(issued.keys.privateKey));
}

async function writeKey(path: string, pem: string): Promise<void> {
  await writeFile(path, pem, { mode: 0o600 });
}
