import { type LeafProblem, leafProblem } from '../../core/access/leaf-problem.ts';
import type { CertificateFacts } from '../../core/pki/certificate-facts.ts';
import { ServiceError } from '../roles-anywhere/service-error.ts';

const messages: Readonly<Record<LeafProblem['kind'], string>> = {
  insufficient: 'Untrusted certificate. Insufficient certificate',
  'no-subject': 'Access denied',
  'not-valid': 'Untrusted signing certificate',
};

/** Checks the signing certificate by itself. @throws {ServiceError} */
export function checkLeaf(leaf: CertificateFacts, now: Date): void {
  const problem = leafProblem(leaf, now);
  if (problem === undefined) return;
  const { kind, reason } = problem;
  throw new ServiceError('AccessDeniedException', messages[kind], `the certificate ${reason}`);
}
