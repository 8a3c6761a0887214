import { type CertificateFacts } from '../../core/pki/certificate-facts.ts';
import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest } from '../exchange.ts';
import type { TrustAnchorRecord } from '../state.ts';
import { checkLeaf } from './leaf-checks.ts';
import { checkNotRevoked, checkPath } from './path-checks.ts';
import { findTrustAnchor } from './resource-checks.ts';
import type { SessionInput } from './session-input.ts';
import {
  checkClock,
  checkScope,
  checkSerialNumber,
  checkSignature,
  checkSignedHeaders,
  readAuthorization,
} from './signature-checks.ts';
import { readChain, readLeaf } from './signing-certificates.ts';

/** A caller whose certificate is proved and trusted. */
export interface Authenticated {
  /** In the region that the request was signed for. */
  readonly account: EmulatorAccount;
  readonly certificate: CertificateFacts;
  readonly trustAnchor: TrustAnchorRecord;
}

/** Proves the holder of a certificate, one check after the other. @throws {ServiceError} at the first that fails */
export function authenticate(
  request: EmulatorRequest,
  input: SessionInput,
  emulated: EmulatorAccount,
): Authenticated {
  const authorization = readAuthorization(request);
  const certificate = readLeaf(request);
  const chain = readChain(request);
  const account = { ...emulated, region: authorization.scope.region };
  const now = account.now();

  checkScope(authorization, request);
  checkSerialNumber(authorization, certificate);
  checkSignedHeaders(authorization, request);
  checkClock(request, now);
  checkSignature(request, authorization, certificate);

  const trustAnchor = findTrustAnchor(input.trustAnchorArn, account);
  checkLeaf(certificate, now);
  const path = checkPath({ leaf: certificate, chain, trustAnchor, now });
  checkNotRevoked(path, trustAnchor, account);
  return { account, certificate, trustAnchor };
}
