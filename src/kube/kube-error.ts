import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly StatusCause[] };
}

interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

/** Runs one call of the API server; what it throws is an IamraError that names the call. */
export async function callKube<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toIamraError(what, error);
  }
}

/** The HTTP status of a refusal; undefined for what never got an answer. */
export function statusCode(error: unknown): number | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'number' ? code : undefined;
}

/** Which fields of an apply another manager has, as the API server lists them. */
export function applyConflicts(error: unknown): string[] {
  const { details } = ((error as Error | undefined)?.cause ?? {}) as Status;
  return (details?.causes ?? [])
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ field = '', message = '' }) => `${field}: ${message}`);
}

/** Says whether the API server does not serve the kind at all. */
export function isUnknownKind(error: unknown): boolean {
  return error instanceof Error && /^Unrecognized API version and kind/.test(error.message);
}

function toIamraError(what: string, error: unknown): IamraError {
  if (IamraError.is(error)) return error;
  if (statusCode(error) === undefined && !isUnknownKind(error)) {
    return new IamraError('IAMRA101', `${what}: the cluster did not answer: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  const { message = errorMessage(error), details } = statusOf(error);
  // The client's own text only repeats the status; callers look at the code.
  const cause = Object.assign(new Error(message), { code: statusCode(error), details });
  return new IamraError('IAMRA151', `${what}: ${message}`, { cause });
}

function statusOf(error: unknown): Status {
  const { body } = error as { body?: unknown };
  if (typeof body === 'object' && body !== null) return body;
  try {
    return JSON.parse(String(body)) as Status;
  } catch {
    return {};
  }
}

/** The network's own words: HTTP clients wrap them. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return errorMessage(cause ?? error);
}
