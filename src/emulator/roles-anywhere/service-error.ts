import type { EmulatorResponse } from '../exchange.ts';

/** The errors of the Roles Anywhere API, with their status. */
const statuses = {
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  TooManyTagsException: 400,
  ValidationException: 400,
} as const;

export type ServiceErrorType = keyof typeof statuses;

/** A refusal in the words of AWS; `explanation` is for the log. */
export class ServiceError extends Error {
  readonly type: ServiceErrorType;
  readonly explanation: string | undefined;

  constructor(type: ServiceErrorType, message: string, explanation?: string) {
    super(message);
    this.type = type;
    this.explanation = explanation;
  }
}

/** The error in the rest-json protocol. */
export function serviceErrorResponse(error: ServiceError): EmulatorResponse {
  return restJsonError(statuses[error.type], error.type, error.message, error.explanation);
}

/** An error of any type in the rest-json protocol. */
export function restJsonError(
  status: number,
  type: string,
  message: string,
  explanation = message,
): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ message }),
    explanation,
  };
}
