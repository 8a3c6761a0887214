import { join } from 'node:path';
import { builtProgram } from './built-program.ts';
import { install } from './install.ts';
import { toolVersion } from './tool-version.ts';

const absent = 'The peer tests need Go, and there is no go: https://go.dev/dl';

/**
 * One of our programs that use a Go module, built.
 * @throws {Error} that says what is missing without Go
 */
export async function goProgram(name: string): Promise<string> {
  const folder = await builtProgram(
    name,
    await toolVersion('go', 'version', absent),
    // Go writes go.sum as it resolves.
    (unfinished) =>
      install(
        unfinished,
        'go',
        'build',
        '-mod=mod',
        '-trimpath',
        '-buildvcs=false',
        '-o',
        name,
        '.',
      ),
  );
  return join(folder, name);
}
