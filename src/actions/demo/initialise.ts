import { join } from 'node:path';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { IssuedCertificate } from '../../core/pki/issue-certificate.ts';
import type { RunningEmulator } from '../../emulator/emulator-options.ts';
import { readCaKeyFile } from '../../files/ca-key-file.ts';
import { readConfigFile } from '../../files/config-file.ts';
import { runNode } from '../../process/run-node.ts';
import type { Stage } from './demo-input.ts';

const caKeyFile = 'ca.key';

const flags = [
  'init',
  ...['--cluster', 'demo'],
  ...['--ca-key-file', caKeyFile],
  ...['--role', 'web'],
  ...['--service-account', 'default/web'],
  ...['--policy', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
  '--yes',
];

/** Runs the real `iamra init` as the user would, only with the emulator in AWS's place. */
export async function initialise(
  { context, input, narrator, workspace }: Stage,
  emulator: RunningEmulator,
): Promise<{ config: IamraConfig; ca: IssuedCertificate }> {
  narrator.command(`iamra ${flags.join(' ')}`);
  const { exitCode, stderr } = await runNode(input.programFile, {
    arguments: flags,
    environment: awsEnvironment(emulator, workspace.folder),
    workingDirectory: workspace.folder,
    signal: context.signal,
  });
  narrator.show(stderr.trim());
  const config = await readConfigFile(join(workspace.folder, 'iamra.yaml'));
  const ca = await readCaKeyFile(join(workspace.folder, caKeyFile));
  if (exitCode !== 0 || config === undefined || ca === undefined) {
    throw new IamraError('IAMRA970', `iamra init ended with exit code ${exitCode} in the demo.`);
  }
  return { config, ca };
}

function awsEnvironment({ url, account }: RunningEmulator, home: string): Record<string, string> {
  return {
    // No profile of the user's is read, let alone used.
    HOME: home,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: account.region,
    AWS_ACCESS_KEY_ID: account.administrator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: account.administrator.secretAccessKey,
  };
}
