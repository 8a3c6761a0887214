import { execa } from 'execa';

/** What a build tool says of its version. @throws {Error} with `absent` where there is no such tool */
export async function toolVersion(
  command: string,
  argument: string,
  absent: string,
): Promise<string> {
  const { exitCode, stdout } = await execa(command, [argument], { reject: false });
  if (exitCode === 0) return stdout;
  throw new Error(absent);
}
