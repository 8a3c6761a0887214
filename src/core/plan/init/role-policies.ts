import { isSamePolicy } from '../../iam/same-policy.ts';
import { policyDetails } from './diff-details.ts';
import type { Repair, RoleStep } from './init-step.ts';
import type { InlinePolicy, ObservedRole, TargetRole } from './init-target.ts';
import { isDenyingPolicy, onlyDenies } from './narrowing-policy.ts';

/**
 * What makes a role allowed exactly what `iamra.yaml` says: what is new comes before what is old goes. Policies of
 * others that only deny stay.
 */
export function policyRepairs(role: TargetRole, found: ObservedRole): Repair[] {
  return [
    ...attachments(role, found),
    ...inlineUpdates(role, found),
    ...detachments(role, found),
    ...inlineDeletions(role, found),
  ];
}

export function attachPolicy(role: TargetRole, policyArn: string): RoleStep {
  const title = `Attach ${nameOf(policyArn)} to role ${role.name}`;
  return { kind: 'attach-policy', title, role, policyArn };
}

export function putInlinePolicy(role: TargetRole, policy: InlinePolicy): RoleStep {
  const title = `Write policy ${policy.name} of role ${role.name}`;
  return { kind: 'put-inline-policy', title, role, policy };
}

function attachments(role: TargetRole, { attachedPolicyArns }: ObservedRole): Repair[] {
  return role.managedPolicies
    .filter((arn) => !attachedPolicyArns.includes(arn))
    .map((arn) => ({ step: attachPolicy(role, arn), details: [`policy ${arn}: attached`] }));
}

function inlineUpdates(role: TargetRole, found: ObservedRole): Repair[] {
  return role.inlinePolicies.flatMap((policy) => {
    const before = found.inlinePolicies.find(({ name }) => name === policy.name)?.document;
    if (before !== undefined && isSamePolicy(before, policy.document)) return [];
    const details = policyDetails(`policy ${policy.name}`, before, policy.document);
    return [{ step: putInlinePolicy(role, policy), details }];
  });
}

function detachments(role: TargetRole, { attachedPolicyArns }: ObservedRole): Repair[] {
  return attachedPolicyArns
    .filter((arn) => !role.managedPolicies.includes(arn) && !isDenyingPolicy(arn))
    .map((policyArn) => {
      const title = `Detach ${nameOf(policyArn)} from role ${role.name}`;
      return {
        step: { kind: 'detach-policy', title, role, policyArn },
        details: [`policy ${policyArn}: detached, iamra.yaml does not name it`],
      };
    });
}

function inlineDeletions(role: TargetRole, found: ObservedRole): Repair[] {
  const wanted = new Set(role.inlinePolicies.map(({ name }) => name));
  return found.inlinePolicies
    .filter(({ name, document }) => !wanted.has(name) && !onlyDenies(document))
    .map(({ name: policyName, document }) => {
      const title = `Remove policy ${policyName} of role ${role.name}`;
      const details = policyDetails(`policy ${policyName}`, document, undefined);
      return { step: { kind: 'delete-inline-policy', title, role, policyName }, details };
    });
}

function nameOf(policyArn: string): string {
  return policyArn.split('/').at(-1) ?? policyArn;
}
