import type { EmulatorRequest } from '../exchange.ts';
import { isSigned, readClaim, type SignatureClaim } from '../signature/signature-claim.ts';
import { parameters } from './query-parameters.ts';

/** The services that the emulator stands in for. */
export type ServiceName = 'rolesanywhere' | 'iam' | 'sts';

const versions: Readonly<Record<string, ServiceName>> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
};

/** The service that a request is for; a text that is none of ours where it was signed for another. */
export function serviceOf(request: EmulatorRequest): string {
  const claim = signatureClaim(request);
  if (claim !== undefined) return claim.scope.service;
  return versions[parameters(request).get('Version') ?? ''] ?? 'rolesanywhere';
}

export function isServiceName(text: string): text is ServiceName {
  return text === 'rolesanywhere' || text === 'iam' || text === 'sts';
}

/** What a request claims by SigV4, unverified; undefined without a readable signature. */
export function signatureClaim(request: EmulatorRequest): SignatureClaim | undefined {
  if (!isSigned(request)) return undefined;
  const claim = readClaim(request);
  return 'problem' in claim ? undefined : claim;
}
