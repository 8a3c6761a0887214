import { execa } from 'execa';

export interface ProgramOptions {
  /** All that the program sees of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it reads from its standard input, as JSON. */
  readonly input?: object;
}

export interface FinishedProgram {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const patienceMilliseconds = 120_000;

/** Runs a program to its end, whatever that is. */
export async function runProgram(
  command: readonly [string, ...string[]],
  { environment, input }: ProgramOptions,
): Promise<FinishedProgram> {
  const [file, ...args] = command;
  const { exitCode, stdout, stderr } = await execa(file, args, {
    env: environment,
    extendEnv: false,
    input: input === undefined ? '' : JSON.stringify(input),
    timeout: patienceMilliseconds,
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

/** The JSON that a program printed. @throws {Error} with its complaint where it failed */
export async function runForJson(
  command: readonly [string, ...string[]],
  options: ProgramOptions,
): Promise<unknown> {
  const { exitCode, stdout, stderr } = await runProgram(command, options);
  if (exitCode !== 0) throw new Error(`${command.join(' ')} failed:\n${stdout}${stderr}`);
  return JSON.parse(stdout);
}
