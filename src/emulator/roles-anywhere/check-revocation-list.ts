import { readCertificates } from '../../core/pki/certificate-facts.ts';
import { parseRevocationList, type RevocationList } from '../../core/pki/revocation-list.ts';
import { hasSignedList } from '../../core/pki/revocation-list-signature.ts';
import type { TrustAnchorRecord } from '../state.ts';
import { ServiceError } from './service-error.ts';

const clockToleranceMilliseconds = 5 * 60 * 1000;

/** Refuses what is no list of a CA of the trust anchor, in force now. @throws {ServiceError} */
export function checkRevocationList(data: string, trustAnchor: TrustAnchorRecord, now: Date): void {
  const list = parseRevocationList(Buffer.from(data, 'base64').toString());
  if (list === undefined) throw invalid('is not a PEM certificate revocation list');
  const objection = objectionTo(list, now);
  if (objection !== undefined) throw invalid(objection);
  const authorities = readCertificates(trustAnchor.certificates);
  if (!authorities.some((authority) => hasSignedList(authority, list))) {
    throw invalid('is not signed by a CA of the trust anchor that has the key usage cRLSign');
  }
}

/** RFC 5280 §5: dates in order, none of the extensions that make a list count for less than all. */
function objectionTo(list: RevocationList, now: Date): string | undefined {
  const [extension] = list.criticalExtensions;
  if (extension !== undefined) return `has the critical extension ${extension}`;
  if (list.thisUpdate.getTime() > now.getTime() + clockToleranceMilliseconds) {
    return 'has a thisUpdate in the future';
  }
  return list.nextUpdate < now ? 'has a nextUpdate in the past' : undefined;
}

function invalid(complaint: string): ServiceError {
  return new ServiceError('ValidationException', `crlData ${complaint}`);
}
