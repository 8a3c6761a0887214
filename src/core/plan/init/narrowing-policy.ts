import { parseIdentityPolicy } from '../../iam/identity/parse-identity-policy.ts';

/**
 * Says whether a policy only denies, as the one does by which sessions are cut off. Who put it there meant it, and
 * without it the role could do more. A policy that can't be read doesn't.
 */
export function onlyDenies(document: string): boolean {
  try {
    return parseIdentityPolicy(document).statements.every(({ effect }) => effect === 'Deny');
  } catch {
    return false;
  }
}

/**
 * Says whether a policy of AWS only denies, going by its name.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html
 */
export function isDenyingPolicy(policyArn: string): boolean {
  return /:iam::aws:policy\/(AWSDenyAll|AWSCompromisedKeyQuarantine\w*)$/.test(policyArn);
}
