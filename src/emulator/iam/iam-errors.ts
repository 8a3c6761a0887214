import { QueryError } from '../query/query-error.ts';

export function noSuchEntity(message: string): QueryError {
  return new QueryError('NoSuchEntity', 404, message);
}

export function entityAlreadyExists(message: string): QueryError {
  return new QueryError('EntityAlreadyExists', 409, message);
}

export function limitExceeded(quota: string, limit: number): QueryError {
  return new QueryError('LimitExceeded', 409, `Cannot exceed quota for ${quota}: ${limit}`);
}

export function deleteConflict(message: string): QueryError {
  return new QueryError('DeleteConflict', 409, message);
}

export function malformedPolicy(message: string): QueryError {
  return new QueryError('MalformedPolicyDocument', 400, message);
}

export function invalidInput(message: string): QueryError {
  return new QueryError('InvalidInput', 400, message);
}
