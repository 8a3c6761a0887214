import type { Verdict } from './check.ts';
import type { CredentialDemand } from './doctor-facts.ts';

/** Of checks that look at who asks for which role. */
export const noDemand: Verdict = {
  skipped: 'nobody asks for a role, neither in iamra.yaml nor in the cluster',
};

/** `team-a/web` */
export function nameAccount({ namespace, serviceAccount }: CredentialDemand): string {
  return `${namespace}/${serviceAccount}`;
}

/** The name of a role, without its path. */
export function roleName(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
