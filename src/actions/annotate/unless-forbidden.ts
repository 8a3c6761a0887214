import { IamraError } from '../../core/errors/iamra-error.ts';
import { statusCode } from '../../kube/kube-error.ts';

/** What a read gives; `instead` where the user may not read it. */
export async function unlessForbidden<T>(read: () => Promise<T>, instead: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (IamraError.is(error) && statusCode(error.cause) === 403) return instead;
    throw error;
  }
}
