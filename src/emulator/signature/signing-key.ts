import { createHmac } from 'node:crypto';
import type { CredentialScope } from './signature-claim.ts';

/**
 * The signature of a text under a secret key, as lower-case hex.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function sign(secretAccessKey: string, scope: CredentialScope, text: string): string {
  const { day, region, service, terminator } = scope;
  let key: string | Buffer = `AWS4${secretAccessKey}`;
  for (const part of [day, region, service, terminator]) key = hmac(key, part);
  return hmac(key, text).toString('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
