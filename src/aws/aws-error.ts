import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { meaningOf } from './refusals.ts';

const networkFaults =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|TimeoutError|EPROTO|ERR_SSL_.*|.*CERT.*|.*SIGNED.*)$/;

/** Runs one call of AWS; what it throws is an IamraError that names the call. */
export async function callAws<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toIamraError(operation, error);
  }
}

/** Says what an SDK's error means for the user. */
function toIamraError(operation: string, error: unknown): IamraError {
  if (IamraError.is(error)) return error;
  const message = errorMessage(error);
  if (isTlsMismatch(error)) {
    return new IamraError('IAMRA205', `${operation} got no answer: there is no TLS at that port.`, {
      fix: 'give the URL with http:// instead of https://, in --endpoint-url or AWS_ENDPOINT_URL, or check the proxy',
      cause: error,
    });
  }
  if (isNetworkFault(error)) {
    return new IamraError('IAMRA205', `${operation} got no answer: ${message}`, { cause: error });
  }
  const name = error instanceof Error ? error.name : '';
  const { code, fix } = meaningOf({ operation, name, message, status: statusOf(error) });
  const refused = code === 'IAMRA204' ? `${operation} was refused` : operation;
  return new IamraError(code, `${refused}: ${message}`, {
    ...(fix === undefined ? {} : { fix }),
    cause: error,
  });
}

/** Says whether there was no answer at all. */
export function isNetworkFault(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return networkFaults.test(systemCode(error) ?? name);
}

/** Asked by TLS, and answered by something else, such as plain HTTP. */
function isTlsMismatch(error: unknown): boolean {
  return /^(EPROTO|ERR_SSL_.*)$/.test(systemCode(error) ?? '');
}

function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}

function statusOf(error: unknown): number | undefined {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
