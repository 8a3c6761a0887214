import type { RoleConfig } from '../../core/config/iamra-config.ts';

/** Adds what is asked for to what is written down; nothing is taken away. */
export function mergeRoles(
  present: readonly RoleConfig[],
  asked: readonly RoleConfig[],
): RoleConfig[] {
  const merged = present.map((role) => {
    const addition = asked.find(({ name }) => name === role.name);
    if (addition === undefined) return role;
    return {
      ...role,
      serviceAccounts: union(role.serviceAccounts, addition.serviceAccounts),
      policies: union(role.policies, addition.policies),
    };
  });
  const fresh = asked.filter(({ name }) => present.every((role) => role.name !== name));
  return [...merged, ...fresh];
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
