import type { AccessRequest } from '../access-request.ts';
import type { StepVerdict } from '../access-step.ts';
import { passed, refused } from '../step-verdicts.ts';

/** The trust anchor exists and is enabled. */
export function judgeAnchor({ trustAnchor: { arn, found } }: AccessRequest): StepVerdict {
  if (found === undefined) {
    return refused('IAMRA411', `AWS has no trust anchor ${arn}`, 'iamra init');
  }
  if (found.enabled) return passed(`${found.name} is enabled`);
  return refused(
    'IAMRA411',
    `trust anchor ${found.name} is disabled`,
    `iamra init, or: aws rolesanywhere enable-trust-anchor --trust-anchor-id ${found.id}`,
  );
}
