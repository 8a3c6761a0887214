import type { IamraError } from '../../src/core/errors/iamra-error.ts';
import type { LogFields } from '../observe/logger.ts';

/** What a line of the log says of an error beside its sentence. */
export function errorFields({ code, fix, docs }: IamraError): LogFields {
  return { code, fix, docs };
}
