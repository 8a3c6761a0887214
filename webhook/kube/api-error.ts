/** What the API server says of a request that it refuses: meta/v1 Status. */
export interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: { readonly retryAfterSeconds?: number };
}

/** An answer of the API server that is not the one asked for. */
export class ApiError extends Error {
  /** The HTTP status. */
  readonly status: number;
  /** A word for programs: `NotFound`, `Conflict`, `Expired`, …; '' where the answer was no Status. */
  readonly reason: string;
  /** What the API server asks for; undefined where it does not. */
  readonly retryAfterMilliseconds: number | undefined;

  constructor(status: number, answer: Status) {
    super(answer.message ?? `the API server answered with HTTP status ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.reason = answer.reason ?? '';
    const seconds = answer.details?.retryAfterSeconds;
    this.retryAfterMilliseconds = seconds === undefined ? undefined : seconds * 1000;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** Somebody else was faster, or owns what was to be changed; or the object exists already. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409;
}

/** The resource version, or the page, is too old: only a new list helps. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 410;
}

/** The error of an answer, whose body should be a Status and may be anything. */
export function apiErrorOf(status: number, body: string): ApiError {
  return new ApiError(status, parseStatus(body));
}

function parseStatus(body: string): Status {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
