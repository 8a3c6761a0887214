import { execa } from 'execa';

export interface FinishedProcess {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a JavaScript file with this very Node and no more environment than is given. */
export async function runNode(
  file: string,
  options: {
    readonly arguments?: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    readonly workingDirectory: string;
    readonly signal: AbortSignal;
  },
): Promise<FinishedProcess> {
  const result = await execa(process.execPath, [file, ...(options.arguments ?? [])], {
    env: options.environment,
    extendEnv: false,
    cwd: options.workingDirectory,
    cancelSignal: options.signal,
    reject: false,
    stdin: 'ignore',
  });
  return { exitCode: result.exitCode ?? 1, stdout: result.stdout, stderr: result.stderr };
}
