import type { InitResult } from '../actions/init/init-result.ts';

/** What a role is now, and what comes next. */
export function renderRoleAddition(result: InitResult, name: string): string {
  const { applied, cluster, configFile, roles } = result;
  const role = roles.find((candidate) => candidate.name === name);
  const accounts = role?.serviceAccounts ?? [];
  return [
    applied
      ? `Role ${name} of cluster ${cluster} is ready.`
      : `Nothing to change: role ${name} of cluster ${cluster} is as it should be.`,
    `  ${role?.arn ?? 'not made yet'}`,
    `  for ${accounts.join(', ')}`,
    '',
    `Written to ${configFile}; commit it.`,
    `Next, for each workload: iamra annotate deployment/NAME -n NAMESPACE --role ${name}`,
  ].join('\n');
}
