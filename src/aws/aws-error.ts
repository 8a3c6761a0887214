import type { IamraCode } from '../core/errors/catalogue.ts';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { permissionFix } from './permission-fix.ts';

interface Meaning {
  readonly code: IamraCode;
  readonly names: RegExp;
}

// AWS's services name the same fault differently; SDK classes would not match across clients.
const meanings: readonly Meaning[] = [
  { code: 'IAMRA202', names: /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/ },
  {
    code: 'IAMRA211',
    names:
      /^(UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(Exception)?|InvalidAccessKeyId)$/,
  },
  {
    code: 'IAMRA212',
    names: /^(Throttling(Exception)?|TooManyRequestsException|RequestLimitExceeded)$/,
  },
];

const networkFaults =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|TimeoutError|.*CERT.*|.*SIGNED.*)$/;

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
  const name = error instanceof Error ? error.name : '';
  const message = errorMessage(error);
  const meaning = meanings.find(({ names }) => names.test(name));
  if (meaning !== undefined) {
    return new IamraError(meaning.code, `${operation}: ${message}`, { cause: error });
  }
  if (isNetworkFault(error)) {
    return new IamraError('IAMRA205', `${operation} got no answer: ${message}`, { cause: error });
  }
  const fix = permissionFix(message);
  return new IamraError('IAMRA204', `${operation} was refused: ${message}`, {
    ...(fix === undefined ? {} : { fix }),
    cause: error,
  });
}

/** Says whether there was no answer at all. */
export function isNetworkFault(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return networkFaults.test(systemCode(error) ?? name);
}

function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}
