import { execa } from 'execa';

/** A process of ours that runs beside us. */
export interface BackgroundProcess {
  readonly pid: number;
  /** Everything that it wrote so far, both streams. */
  readonly output: () => string;
  /** Ends when the process does. */
  readonly ended: Promise<{ readonly exitCode: number | undefined }>;
  /** Asks it to stop, insists after five seconds. */
  readonly stop: () => Promise<void>;
}

const patienceMilliseconds = 5000;

/** Starts this very Node with a command line and no more environment than is given. */
export function startNode(
  commandLine: readonly string[],
  environment: Readonly<Record<string, string>>,
): BackgroundProcess {
  const child = execa(process.execPath, commandLine, {
    env: environment,
    extendEnv: false,
    all: true,
    reject: false,
    stdin: 'ignore',
    forceKillAfterDelay: patienceMilliseconds,
  });
  let output = '';
  child.all.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = child.then(({ exitCode }) => ({ exitCode }));
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
