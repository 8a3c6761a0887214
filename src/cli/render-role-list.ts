import type { RoleListResult } from '../actions/role/list-roles.ts';
import type { RoleListing, RoleState } from '../core/plan/role/role-listing.ts';

const words: Readonly<Record<RoleState, string>> = {
  as_planned: 'as planned',
  differs: 'differs from the plan; iamra init puts it right:',
  missing: 'not in AWS; iamra init makes it',
  not_ours: 'exists without the tag of iamra for this cluster',
  not_in_file: 'in the Roles Anywhere profile, not in iamra.yaml',
};

/** One role after another, with whom it is for and how it stands. */
export function renderRoleList({ cluster, roles }: RoleListResult): string {
  if (roles.length === 0) {
    return `Cluster ${cluster} has no roles. Make one: iamra role add NAME --service-account NAMESPACE/NAME`;
  }
  return roles.map(renderRole).join('\n');
}

function renderRole({
  name,
  arn,
  adopted,
  serviceAccounts,
  state,
  differences,
}: RoleListing): string {
  const accounts = serviceAccounts.length === 0 ? [] : [`  for ${serviceAccounts.join(', ')}`];
  return [
    `${name}${adopted ? ' (adopted)' : ''}`,
    ...(arn === null ? [] : [`  ${arn}`]),
    ...accounts,
    `  ${words[state]}`,
    ...differences.map((line) => `    ${line}`),
  ].join('\n');
}
