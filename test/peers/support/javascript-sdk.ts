import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cached-folder.ts';
import { install } from './install.ts';
import { npmCommand } from './npm-command.ts';

/** A version that knows AWS_CONTAINER_CREDENTIALS_FULL_URI, but not its token file. */
const dependencies = { '@aws-sdk/client-sts': '3.300.0' };

/** A folder whose `node_modules` hold an AWS SDK for JavaScript of 2023. */
export function javascriptSdkOf2023(): Promise<string> {
  const manifest = JSON.stringify({ private: true, dependencies });
  return cachedFolder(manifest, async (unfinished) => {
    await writeFile(join(unfinished, 'package.json'), manifest);
    const [npm, ...prefix] = npmCommand();
    await install(
      unfinished,
      npm,
      ...prefix,
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
    );
  });
}
