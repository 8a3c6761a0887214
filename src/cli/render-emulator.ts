import type { RunningEmulator } from '../emulator/emulator-options.ts';

/** How to use a running emulator: lines for a shell. */
export function renderEmulator({ url, account }: RunningEmulator, caFile?: string): string {
  const { id, region, administrator } = account;
  return [
    `# An emulator of AWS account ${id} answers at ${url} until Ctrl-C. It is not AWS.`,
    `export AWS_ENDPOINT_URL=${url}`,
    `export AWS_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${administrator.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${administrator.secretAccessKey}`,
    ...(caFile === undefined
      ? []
      : [`export NODE_EXTRA_CA_CERTS=${caFile}`, `export AWS_CA_BUNDLE=${caFile}`]),
  ].join('\n');
}
