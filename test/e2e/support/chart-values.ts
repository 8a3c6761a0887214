import { join } from 'node:path';
import { inject } from 'vitest';
import { installTarget } from '../../../src/core/plan/install/install-values.ts';
import { readConfigFile } from '../../../src/files/config-file.ts';
import { shortDrain, type UserMachine } from './installation.ts';

/** Flags of Helm with what a user takes from iamra.yaml, the image under test and a short drain. */
export async function chartValues({ directory, emulator }: UserMachine): Promise<string[]> {
  const file = join(directory, 'iamra.yaml');
  const { cluster, trustAnchorArn, profileArn } = installTarget(await readConfigFile(file), file);
  const [repository = '', tag = ''] = inject('image').split(':');
  const values = [
    `cluster=${cluster}`,
    `trustAnchorArn=${trustAnchorArn}`,
    `profileArn=${profileArn}`,
    `endpointUrl=${emulator.url}`,
    `image.repository=${repository}`,
    `image.tag=${tag}`,
    shortDrain,
  ];
  return values.flatMap((value) => ['--set', value]);
}
