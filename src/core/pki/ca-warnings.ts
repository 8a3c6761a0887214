import { readCertificate } from './certificate-facts.ts';
import { formatDistinguishedName } from './distinguished-name.ts';

const day = 24 * 60 * 60 * 1000;

/** So many days before a CA's end its users are told at each occasion; doctor warns from here on, too. */
export const caWarningDays = 60;

/** What AWS takes in a CA and its owner will regret, one sentence each, with what to do. */
export function caWarnings(certificatePem: string, now: Date): string[] {
  const { subject, notAfter, keyUsages, pathLength } = readCertificate(certificatePem);
  const name = `The CA ${formatDistinguishedName(subject)}`;
  const days = Math.floor((notAfter.getTime() - now.getTime()) / day);
  const warnings: string[] = [];
  if (notAfter <= now) {
    warnings.push(
      `${name} ended at ${notAfter.toISOString()}: AWS refuses all certificates that it issued. Run iamra ca rotate.`,
    );
  } else if (days < caWarningDays) {
    warnings.push(
      `${name} ends in ${days} days, at ${notAfter.toISOString()}; no workload gets credentials after that. Run iamra ca rotate.`,
    );
  }
  if (keyUsages?.includes('cRLSign') === false) {
    warnings.push(
      `${name} lacks the key usage cRLSign: no certificate of it can be revoked. Take another with iamra ca rotate.`,
    );
  }
  if (pathLength !== 0) {
    const allowed = pathLength === undefined ? 'any number of CAs' : counted(pathLength);
    warnings.push(
      `${name} allows ${allowed} below it; with path length 0 no certificate that it issues could make identities.`,
    );
  }
  return warnings;
}

function counted(cas: number): string {
  return cas === 1 ? '1 CA' : `${cas} CAs`;
}
