/** An answer to what is no admission request: a Status as the Kubernetes API gives it. */
export interface Rejection {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const rejections = {
  notFound: {
    status: 404,
    reason: 'NotFound',
    message:
      'there is nothing here; reviews go to /mutate/credentials, /mutate/rules and /validate/rules',
  },
  methodNotAllowed: {
    status: 405,
    reason: 'MethodNotAllowed',
    message: 'reviews are sent with POST',
    headers: { allow: 'POST' },
  },
  unsupportedMediaType: {
    status: 415,
    reason: 'UnsupportedMediaType',
    message: 'reviews are sent as application/json',
  },
  tooLarge: {
    status: 413,
    reason: 'RequestEntityTooLarge',
    message: 'the body is larger than any review of the API server',
  },
  tooSlow: {
    status: 408,
    reason: 'Timeout',
    message: 'the body did not arrive in time',
    headers: { connection: 'close' },
  },
  tooMany: {
    status: 503,
    reason: 'ServiceUnavailable',
    message: 'too many reviews are under way',
    // With it the API server's client tries again, for as long as its own timeout lasts.
    headers: { 'retry-after': '1' },
  },
  fault: {
    status: 500,
    reason: 'InternalError',
    message: 'IAMRA970 iamra met a fault of its own; its log has the cause',
  },
} as const satisfies Record<string, Rejection>;

export function badRequest(message: string): Rejection {
  return { status: 400, reason: 'BadRequest', message };
}

export function statusBody({ status, reason, message }: Rejection): string {
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code: status,
  });
}
