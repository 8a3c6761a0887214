import type { InitResult } from '../actions/init/init-result.ts';

/**
 * What a role is now, and what comes next.
 * @param neededSeconds how long a session the role would have to allow; absent: it does
 */
export function renderRoleAddition(
  result: InitResult,
  name: string,
  neededSeconds: number | undefined,
): string {
  const { applied, cluster, configFile, roles } = result;
  const role = roles.find((candidate) => candidate.name === name);
  const accounts = role?.serviceAccounts ?? [];
  const state = applied
    ? { whole: 'is ready', short: 'is written, and not ready yet' }
    : { whole: 'is as it should be', short: 'stays, and is not ready yet' };
  const subject = `${applied ? 'Role' : 'Nothing to change: role'} ${name} of cluster ${cluster}`;
  return [
    neededSeconds === undefined
      ? `${subject} ${state.whole}.`
      : `${subject} ${state.short}: AWS refuses its sessions until it allows ${neededSeconds} s (see the warning above).`,
    `  ${role?.arn ?? 'not made yet'}`,
    `  for ${accounts.join(', ')}`,
    '',
    `Written to ${configFile}; commit it.`,
    `Next, for each workload: iamra annotate deployment/NAME -n NAMESPACE --role ${name}`,
  ].join('\n');
}
