import { createHash } from 'node:crypto';

const longestObjectName = 253;
const hashLength = 10;

/** The Secret that holds the certificate of a ServiceAccount; long names end in a hash. */
export function certificateSecretName(serviceAccount: string): string {
  const name = `iamra-${serviceAccount}`;
  if (name.length <= longestObjectName) return name;
  const hash = createHash('sha256').update(serviceAccount).digest('hex').slice(0, hashLength);
  // A name may not have a dot beside a hyphen, as a cut could leave it.
  const kept = name.slice(0, longestObjectName - hashLength - 1).replace(/[-.]+$/, '');
  return `${kept}-${hash}`;
}
