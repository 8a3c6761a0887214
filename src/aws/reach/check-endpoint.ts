import { IamraError } from '../../core/errors/iamra-error.ts';

/** A URL in place of AWS's own, and where it is from. */
export interface GivenEndpoint {
  readonly url: string;
  readonly source: string;
}

/** @throws {IamraError} IAMRA901 where it is no URL that can be asked */
export function checkEndpoint({ url, source }: GivenEndpoint): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return url;
  throw new IamraError('IAMRA901', `${source} is no URL: “${url}”`, {
    fix: `give ${source} with http:// or https://, such as http://127.0.0.1:4566`,
  });
}
