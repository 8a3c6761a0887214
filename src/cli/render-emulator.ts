import type { RunningEmulator } from '../emulator/emulator-options.ts';

/** How to use a running emulator: lines for a shell. */
export function renderEmulator({ url, account }: RunningEmulator, caFile?: string): string {
  const { id, region, administrator } = account;
  return [
    `# An emulator of AWS account ${id} answers at ${url} until Ctrl-C. It is not AWS.`,
    // Either would win over the keys, or be taken for theirs.
    'unset AWS_PROFILE AWS_SESSION_TOKEN',
    `export AWS_ENDPOINT_URL=${url}`,
    // The AWS CLI knows the second name alone.
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${administrator.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${administrator.secretAccessKey}`,
    ...(caFile === undefined
      ? []
      : [`export NODE_EXTRA_CA_CERTS=${caFile}`, `export AWS_CA_BUNDLE=${caFile}`]),
  ].join('\n');
}
