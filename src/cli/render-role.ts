import type { RoleShowResult, ShownAccount } from '../actions/role/show-role.ts';

const origins = {
  iamra: 'made by iamra',
  adopted: 'adopted: iamra keeps one statement of its trust policy',
} as const;

/** One role, section by section. */
export function renderRole(role: RoleShowResult): string {
  const { name, arn, origin, inProfile, managedPolicies, inlinePolicies } = role;
  const bounds = role.permissionsBoundary;
  const policies = [
    ...managedPolicies,
    ...inlinePolicies.flatMap((policy) => [`${policy.name}:`, ...json(policy.document)]),
  ];
  return [
    `role ${name}`,
    `  ${arn}`,
    `  ${origin === null ? 'not in iamra.yaml' : origins[origin]}`,
    `  ${inProfile ? 'listed' : 'not listed'} in the Roles Anywhere profile`,
    `  sessions of ${role.maxSessionDuration} s at most`,
    ...(bounds === null ? [] : [`  bounded by ${bounds}`]),
    ...section('ServiceAccounts', role.serviceAccounts.map(renderAccount)),
    ...section('Policies', policies),
    ...section('Trust policy', json(role.trustPolicy)),
  ].join('\n');
}

function renderAccount({ name, mayAssume, reason, lastSeenAt }: ShownAccount): string {
  const verdict = {
    yes: 'may assume it',
    no: `may not assume it: ${reason}`,
    unknown: `whether it may assume it cannot be told: ${reason}`,
  }[mayAssume];
  const seen = lastSeenAt === null ? 'AWS has not seen it yet' : `AWS last saw it at ${lastSeenAt}`;
  return `${name}: ${verdict}; ${seen}`;
}

function section(title: string, lines: readonly string[]): string[] {
  const shown = lines.length === 0 ? ['none'] : lines;
  return ['', `${title}:`, ...shown.map((line) => `  ${line}`)];
}

function json(value: unknown): string[] {
  return JSON.stringify(value, null, 2).split('\n');
}
