import { IamraError } from '../../core/errors/iamra-error.ts';

/** What work gives. @throws {IamraError} IAMRA138 where it takes too long; the work itself goes on unheard */
export async function withinSeconds<T>(
  seconds: number,
  what: string,
  work: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new IamraError('IAMRA138', `Reading ${what} took longer than ${seconds} s.`));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
