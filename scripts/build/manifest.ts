import { readFile, writeFile } from 'node:fs/promises';
import { Plugin } from '@oclif/core';

/** Lists the commands with their flags, so that the CLI starts without loading all of them. */
export async function writeManifest(): Promise<void> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const plugin = new Plugin({
    root: process.cwd(),
    type: 'core',
    ignoreManifest: true,
    errorOnManifestCreate: true,
    respectNoCacheDefault: true,
  });
  await plugin.load();
  const manifest = { ...plugin.manifest, version };
  await writeFile('oclif.manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
}
