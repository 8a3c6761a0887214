import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { tool } from '../../cluster/tools/tool.ts';

/**
 * Makes a folder `bin` with iamra, kubectl and Helm 4 as a user has them, and gives its path; what Helm
 * installs and renders has these values, too.
 */
export async function userPrograms(directory: string, values: readonly string[]): Promise<string> {
  const folder = join(directory, 'bin');
  await mkdir(folder);
  const helm = await tool('helm-4');
  const flags = values.map((value) => `--set ${value}`).join(' ');
  const programs = {
    iamra: `exec "${process.execPath}" "${resolve('bin/run.js')}" "$@"`,
    kubectl: `exec "${await tool('kubectl')}" "$@"`,
    helm: `case $1 in upgrade | template) exec "${helm}" "$@" ${flags};; esac\nexec "${helm}" "$@"`,
  };
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return folder;
}
