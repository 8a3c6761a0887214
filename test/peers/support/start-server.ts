import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';

export interface ServerOptions {
  readonly command: readonly [string, ...string[]];
  /** All that the server sees of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 as soon as the server is ready. */
  readonly readyUrl: string;
}

/** A process that serves until it is stopped. */
export interface RunningServer {
  readonly stop: () => Promise<void>;
}

const patienceMilliseconds = 60_000;
const pauseMilliseconds = 100;

/** Starts a server and waits until it is ready. @throws {Error} with its output where it doesn't become so */
export async function startServer({
  command,
  environment,
  readyUrl,
}: ServerOptions): Promise<RunningServer> {
  const [file, ...args] = command;
  const child = execa(file, args, {
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  const ended = new AbortController();
  void child.then(() => {
    ended.abort();
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await child;
  };
  const hopeless = AbortSignal.any([ended.signal, AbortSignal.timeout(patienceMilliseconds)]);
  while (!hopeless.aborted) {
    if (await answers(readyUrl)) return { stop };
    await sleep(pauseMilliseconds);
  }
  await stop();
  throw new Error(`${command.join(' ')} did not become ready:\n${(await child).all}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
