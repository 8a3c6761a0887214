import { formatServiceAccountName } from '../../identity/service-account.ts';
import { colonHex, decimal } from '../../pki/serial-number.ts';
import type { KnownCertificate } from './known-certificate.ts';

/** Both spellings, as plans and results name a certificate. */
export function describeSerialNumber(serialNumber: string): string {
  return `${colonHex(serialNumber)} (${decimal(serialNumber)})`;
}

/** `0a:0b (2571) of default/web, issued …, ends …; seen in …`. */
export function describeCertificate(certificate: KnownCertificate): string {
  const { serialNumber, serviceAccount, notBefore, notAfter, seenIn } = certificate;
  const owner =
    serviceAccount === undefined ? '' : ` of ${formatServiceAccountName(serviceAccount)}`;
  const dates = [
    ...(notBefore === undefined ? [] : [`issued ${notBefore.toISOString()}`]),
    ...(notAfter === undefined ? [] : [`ends ${notAfter.toISOString()}`]),
  ].map((date) => `, ${date}`);
  const places = seenIn.length === 0 ? '' : `; seen in ${seenIn.join(', ')}`;
  return `${describeSerialNumber(serialNumber)}${owner}${dates.join('')}${places}`;
}
