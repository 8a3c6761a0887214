/** A refusal of the query protocol, in AWS's words; `explanation` is for the log. */
export class QueryError extends Error {
  readonly code: string;
  readonly status: number;
  readonly explanation: string;

  constructor(code: string, status: number, message: string, explanation = message) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
    this.status = status;
    this.explanation = explanation;
  }
}

/** A parameter that is missing or of a wrong form. */
export function validationError(message: string): QueryError {
  return new QueryError('ValidationError', 400, message);
}

/** A parameter that breaks one of AWS's constraints. */
export function constraintError(
  name: string,
  value: string | null,
  constraint: string,
): QueryError {
  const parameter = name.charAt(0).toLowerCase() + name.slice(1);
  const shown = value === null ? 'null' : `'${value}'`;
  return validationError(
    `1 validation error detected: Value ${shown} at '${parameter}' failed to satisfy constraint: Member must ${constraint}`,
  );
}
