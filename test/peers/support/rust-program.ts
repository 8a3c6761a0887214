import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { builtProgram } from './built-program.ts';
import { install } from './install.ts';
import { toolVersion } from './tool-version.ts';

const absent = 'The full tests need Rust, and there is no cargo: https://rustup.rs';

/**
 * One of our programs that use crates, built as its Cargo.lock says.
 * @throws {Error} that says what is missing without Rust
 */
export async function rustProgram(name: string): Promise<string> {
  const folder = await builtProgram(
    name,
    await toolVersion('cargo', '--version', absent),
    async (unfinished) => {
      const target = join(unfinished, 'target');
      await install(unfinished, 'cargo', 'build', '--quiet', '--locked', '--target-dir', target);
      await cp(join(target, 'debug', 'caller-identity'), join(unfinished, name));
      // Half a gigabyte that nobody needs any more.
      await rm(target, { recursive: true });
    },
  );
  return join(folder, name);
}
