import type { RoleRemovalResult } from '../actions/role/apply-role-removal.ts';

/** What is gone, and who keeps a role. */
export function renderRoleRemoval(result: RoleRemovalResult): string {
  const { role, serviceAccount, applied, cluster, configFile } = result;
  const left = result.roles.find(({ name }) => name === role);
  const roles = result.roles.map(({ name }) => name);
  if (!applied) {
    const who = serviceAccount === null ? '' : ` for ServiceAccount ${serviceAccount}`;
    const others = roles.length === 0 ? 'no role' : roles.join(', ');
    return `Nothing to do: cluster ${cluster} has no role ${role}${who}. ${configFile} has ${others}.`;
  }
  const head =
    left === undefined
      ? `Gone: role ${role} of cluster ${cluster}.`
      : `Role ${role} is now for ${left.serviceAccounts.join(', ')}. Sessions that have begun last until they end.`;
  return `${head}\nWritten to ${configFile}; commit it.`;
}
