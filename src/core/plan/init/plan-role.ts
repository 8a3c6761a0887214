import { policyDetails } from './diff-details.ts';
import type { PlannedResource, RoleStep } from './init-step.ts';
import type { InitObservation, InitTarget, TargetRole } from './init-target.ts';
import { absent, existing } from './planned-resource.ts';
import { attachPolicy, policyRepairs, putInlinePolicy } from './role-policies.ts';
import { ownFieldRepairs, trustRepairs } from './role-repairs.ts';

/** One IAM role: the trust policy that demands anchor and identity, and, if it is ours, all else. */
export function planRole(
  target: InitTarget,
  observed: InitObservation,
  role: TargetRole,
): PlannedResource {
  const found = observed.roles.find((candidate) => candidate.role.name === role.name);
  if (found === undefined) return newRole(observed, role);
  const repairs = trustRepairs(target, observed.trustAnchor?.arn, role, found.role);
  if (!role.adopted) {
    repairs.push(...ownFieldRepairs(target, role, found.role), ...policyRepairs(role, found));
  }
  return existing('role', `role ${role.name}`, repairs);
}

function newRole({ trustAnchor }: InitObservation, role: TargetRole): PlannedResource {
  const { name, path, permissionsBoundary, managedPolicies, inlinePolicies } = role;
  const resource = `role ${name}`;
  const create: RoleStep = { kind: 'create-role', title: `Create ${resource}`, role };
  const conditions = Object.entries(role.conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, value]) => `only if ${operator} ${key} ${[value].flat().join(', ')}`,
    ),
  );
  const details = [
    ...role.serviceAccounts.map((account) => `trusts ServiceAccount ${account}`),
    `only through trust anchor ${trustAnchor?.arn ?? '(the one above)'}`,
    ...conditions,
    ...(path === '/' ? [] : [`path ${path}`]),
    ...(permissionsBoundary === undefined ? [] : [`bounded by ${permissionsBoundary}`]),
    ...managedPolicies.map((arn) => `policy ${arn}`),
    ...inlinePolicies.flatMap((policy) =>
      policyDetails(`policy ${policy.name}`, undefined, policy.document),
    ),
  ];
  return absent('role', resource, details, [
    create,
    ...managedPolicies.map((arn) => attachPolicy(role, arn)),
    ...inlinePolicies.map((policy) => putInlinePolicy(role, policy)),
  ]);
}
