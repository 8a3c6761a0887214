import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DemoAws } from './demo-stage.ts';

/** Of the user's folder. */
export const environmentFileName = 'environment';

/** Writes what a shell reads to have the emulator as its AWS: `. ./environment`. */
export async function writeEnvironmentFile(
  folder: string,
  { emulator, localUrl }: DemoAws,
  kubeconfig: string | undefined,
): Promise<void> {
  const { region, administrator } = emulator.account;
  const lines = [
    'unset AWS_PROFILE AWS_SESSION_TOKEN',
    `export AWS_ENDPOINT_URL=${localUrl}`,
    `export AWS_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${administrator.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${administrator.secretAccessKey}`,
    ...(kubeconfig === undefined ? [] : [`export KUBECONFIG=${quoted(resolve(kubeconfig))}`]),
  ];
  await writeFile(join(folder, environmentFileName), `${lines.join('\n')}\n`, { mode: 0o600 });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
