import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type Finding, failure } from './finding.ts';

/** The Secret that a CA issuer is to sign with. */
export interface CaSecret {
  /** `namespace/name` */
  readonly name: string;
  /** Undefined where there is none; its values in base64. */
  readonly data: Readonly<Record<string, string>> | undefined;
}

/** Whether a Secret holds a CA that can sign now: certificate, key, validity. */
export function judgeCaSecret({ name, data }: CaSecret, now: Date): Finding[] {
  if (data === undefined) return [failure('IAMRA116', `The Secret ${name} does not exist.`)];
  const problem = findProblem(data, now);
  return problem === undefined ? [] : [failure('IAMRA116', `The Secret ${name} ${problem}.`)];
}

function findProblem(data: Readonly<Record<string, string>>, now: Date): string | undefined {
  const certificate = read(data['tls.crt'], (pem) => new X509Certificate(pem));
  const key = read(data['tls.key'], createPrivateKey);
  if (certificate === undefined) return 'holds no certificate in tls.crt';
  if (key === undefined) return 'holds no private key in tls.key';
  if (!certificate.checkPrivateKey(key)) return 'holds a key that is not of its certificate';
  if (!certificate.ca) return 'holds a certificate that is no CA';
  if (certificate.validToDate <= now) {
    return `holds a CA that expired at ${certificate.validToDate.toISOString()}`;
  }
  return undefined;
}

function read<T>(base64: string | undefined, parse: (pem: string) => T): T | undefined {
  try {
    return parse(Buffer.from(base64 ?? '', 'base64').toString());
  } catch {
    return undefined;
  }
}
