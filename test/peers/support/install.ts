import { execa } from 'execa';

/** Runs one step of an installation. @throws {Error} with all its output where it fails */
export async function install(
  workingDirectory: string,
  command: string,
  ...args: readonly string[]
): Promise<void> {
  const { exitCode, all, failed, ...rest } = await execa(command, args, {
    cwd: workingDirectory,
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  if (!failed) return;
  const line = [command, ...args].join(' ');
  const reason = exitCode === undefined ? rest.shortMessage : `exit code ${exitCode}`;
  throw new Error(`A peer could not be installed: ${line}: ${reason ?? ''}\n${all}`);
}
