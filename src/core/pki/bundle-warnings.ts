import { caWarnings } from './ca-warnings.ts';
import { splitPem } from './split-pem.ts';

/** What the owner of a bundle of CA certificates should know, one sentence each. */
export function bundleWarnings(bundle: string, now: Date): string[] {
  return splitPem(bundle).flatMap((pem) => caWarnings(pem, now));
}
