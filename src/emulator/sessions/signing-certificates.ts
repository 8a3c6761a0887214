import { IamraError } from '../../core/errors/iamra-error.ts';
import { type CertificateFacts, readCertificate } from '../../core/pki/certificate-facts.ts';
import { maximumChainLength } from '../../core/session/signing-identity.ts';
import type { EmulatorRequest } from '../exchange.ts';
import { ServiceError } from '../roles-anywhere/service-error.ts';

/** The certificate that signs, from `X-Amz-X509`. @throws {ServiceError} */
export function readLeaf({ headers }: EmulatorRequest): CertificateFacts {
  return readHeader(headers['x-amz-x509'] ?? '', 'X-Amz-X509');
}

/** The intermediates, from `X-Amz-X509-Chain`. @throws {ServiceError} */
export function readChain({ headers }: EmulatorRequest): CertificateFacts[] {
  const header = headers['x-amz-x509-chain'];
  if (header === undefined) return [];
  const parts = header.split(',');
  if (parts.length > maximumChainLength) {
    throw new ServiceError(
      'ValidationException',
      `X-Amz-X509-Chain holds ${parts.length} certificates, more than ${maximumChainLength}`,
    );
  }
  return parts.map((part) => readHeader(part.trim(), 'X-Amz-X509-Chain'));
}

function readHeader(text: string, name: string): CertificateFacts {
  const der = Buffer.from(text, 'base64');
  try {
    if (der.length > 0 && der.toString('base64') === text) return readCertificate(der);
  } catch (error) {
    if (!IamraError.is(error)) throw error;
  }
  throw new ServiceError('ValidationException', `${name} is not a certificate in base64 DER`);
}
