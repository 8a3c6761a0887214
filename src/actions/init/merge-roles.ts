import type { RoleConfig } from '../../core/config/iamra-config.ts';

type Conditions = NonNullable<RoleConfig['conditions']>;

/** Adds what is asked for to what is written down; nothing is taken away. */
export function mergeRoles(
  present: readonly RoleConfig[],
  asked: readonly RoleConfig[],
): RoleConfig[] {
  const merged = present.map((role) => {
    const addition = asked.find(({ name }) => name === role.name);
    return addition === undefined ? role : mergeRole(role, addition);
  });
  const fresh = asked.filter(({ name }) => present.every((role) => role.name !== name));
  return [...merged, ...fresh];
}

function mergeRole(role: RoleConfig, addition: RoleConfig): RoleConfig {
  const conditions = mergeConditions(role.conditions, addition.conditions);
  const tags = { ...role.tags, ...addition.tags };
  return {
    ...role,
    ...addition,
    serviceAccounts: union(role.serviceAccounts, addition.serviceAccounts),
    policies: union(role.policies, addition.policies),
    ...(conditions === undefined ? {} : { conditions }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
}

/** A key that is asked for anew has the new values alone: more of them would let more in. */
function mergeConditions(
  present: Conditions | undefined,
  asked: Conditions | undefined,
): Conditions | undefined {
  if (present === undefined || asked === undefined) return asked ?? present;
  const operators = union(Object.keys(present), Object.keys(asked));
  return Object.fromEntries(
    operators.map((operator) => [operator, { ...present[operator], ...asked[operator] }]),
  );
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
