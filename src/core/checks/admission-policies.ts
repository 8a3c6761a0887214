import type { Check } from './check.ts';
import type { PolicyState } from './cluster-facts.ts';
import { type Finding, failure, warning } from './finding.ts';
import { notInstalled } from './not-installed.ts';

/** Without them a pod could start without its agent, when the webhook's configuration is gone. */
export const guardPolicies: Check<'installation' | 'policies'> = {
  name: 'guard-policies',
  category: 'webhook',
  title: 'The guard refuses pods without their agent',
  codes: ['IAMRA131'],
  needs: ['installation', 'policies'],
  judge: ({ installation, policies }) =>
    installation === undefined ? notInstalled : { findings: judgePolicies(policies, 'guard') },
};

/** Without them a namespace could take over the identity of another one. */
export const identityPolicies: Check<'installation' | 'policies'> = {
  name: 'identity-policies',
  category: 'identity',
  title: 'Nobody can ask for the identity of another namespace',
  codes: ['IAMRA131'],
  needs: ['installation', 'policies'],
  judge: ({ installation, policies }) =>
    installation === undefined ? notInstalled : { findings: judgePolicies(policies, 'identity') },
};

export function judgePolicies(
  policies: readonly PolicyState[],
  purpose: PolicyState['purpose'],
): Finding[] {
  return policies
    .filter((policy) => policy.purpose === purpose)
    .flatMap(({ name, exists, isEnforced, warnings }) => {
      const subject = `ValidatingAdmissionPolicy ${name}`;
      if (!exists) return [failure('IAMRA131', `${subject} does not exist.`)];
      if (!isEnforced) {
        return [failure('IAMRA131', `${subject} has no binding that denies: it is not in force.`)];
      }
      return warnings.map((text) =>
        warning('IAMRA131', `${subject} has an expression that the API server objects to: ${text}`),
      );
    });
}
