import type { InitResult } from '../actions/init/init-result.ts';

/** What `init` made, and what comes next. */
export function renderInitResult(result: InitResult, caKeyFile?: string): string {
  const install =
    caKeyFile === undefined ? 'iamra install' : `iamra install --ca-key-file ${caKeyFile}`;
  const head = result.applied
    ? `The AWS side of cluster ${result.cluster} is ready.`
    : `Nothing to change: the AWS side of cluster ${result.cluster} is as it should be.`;
  const roles = result.roles.map(
    ({ name, arn, serviceAccounts }) =>
      `  role ${name}: ${arn ?? 'not made yet'}\n    for ${serviceAccounts.join(', ')}`,
  );
  return [
    head,
    '',
    `  trust anchor: ${result.trustAnchorArn ?? ''}`,
    `  Roles Anywhere profile: ${result.profileArn ?? ''}`,
    ...roles,
    '',
    `Written to ${result.configFile}; commit it.`,
    `Next: ${install}, for the cluster side.`,
  ].join('\n');
}
