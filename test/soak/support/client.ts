import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pollUntil } from '../../fixtures/poll-until.ts';

/** One call of an SDK, in milliseconds since the epoch. */
export interface Call {
  readonly start: number;
  readonly end: number;
  /** The access key that it was made with; null where it failed. */
  readonly key: string | null;
  readonly error: string | null;
}

/** A program that calls STS by an SDK five times a second, and what became of each call. */
export class Client {
  readonly calls: Call[] = [];
  private readonly process: ChildProcess;
  private complaints = '';

  constructor(
    [file, ...args]: readonly [string, ...string[]],
    environment: Readonly<Record<string, string>>,
  ) {
    const child = spawn(file, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    child.stderr.on('data', (chunk: Buffer) => {
      this.complaints += chunk.toString();
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.calls.push(JSON.parse(line) as Call);
    });
  }

  /** Ends with the first call. @throws {Error} with its complaints where the program ended before */
  async called(): Promise<void> {
    await pollUntil(() => {
      this.checkRunning();
      return this.calls[0];
    });
  }

  async stop(): Promise<void> {
    if (this.process.kill('SIGKILL')) await once(this.process, 'close');
  }

  /** @throws {Error} with its complaints where the program ended by itself */
  checkRunning(): void {
    const { exitCode, spawnfile } = this.process;
    if (exitCode !== null) throw new Error(`${spawnfile} ended:\n${this.complaints}`);
  }
}
