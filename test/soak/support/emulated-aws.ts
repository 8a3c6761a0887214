import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '../../../src/actions/demo/free-ports.ts';
import type { Fault } from '../../../src/emulator/faults/fault-rule.ts';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { makeSessionWorld, type SessionWorld } from '../../fixtures/session-world.ts';

const program = join(import.meta.dirname, '../../../bin/run.js');

/** `iamra emulator` as a process that can be killed; what it knows survives in its state file. */
export class EmulatedAws {
  readonly port: number;
  readonly region = 'eu-west-1';
  readonly world: SessionWorld;
  private readonly options: readonly string[];
  private process: ChildProcess | undefined;
  private readonly watchers = new Set<(status: number) => void>();

  private constructor(port: number, world: SessionWorld, options: readonly string[]) {
    this.port = port;
    this.world = world;
    this.options = options;
  }

  /** One that runs, with a role for the workload. */
  static async start(folder: string, issueSeconds: number): Promise<EmulatedAws> {
    const stateFile = join(folder, 'state.json');
    const first = await startEmulator({ stateFile });
    const world = await makeSessionWorld(first);
    await first.close();
    const [port = 0] = await freePorts(1);
    const options = ['--issue-seconds', String(issueSeconds), '--state', stateFile];
    const aws = new EmulatedAws(port, world, options);
    await aws.start();
    return aws;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const words = [program, 'emulator', '--port', String(this.port), ...this.options];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.process = child;
    createInterface({ input: child.stderr }).on('line', (line) => {
      const [, status] = /^(\d+) CreateSession$/.exec(line) ?? [];
      if (status !== undefined) for (const watcher of this.watchers) watcher(Number(status));
    });
    await pollUntil(async () => {
      if (child.exitCode !== null) throw new Error(`iamra emulator ended: ${child.exitCode}`);
      return (await answers(`${this.url}/_emulator/requests`)) || undefined;
    });
  }

  async kill(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child?.exitCode !== null || !child.kill('SIGKILL')) return;
    await once(child, 'exit');
  }

  /** What CreateSession meets from now on. */
  async setFault(fault: Fault | undefined): Promise<void> {
    const rules = fault === undefined ? [] : [{ match: { operation: 'CreateSession' }, fault }];
    const answer = await fetch(`${this.url}/_emulator/faults`, {
      method: 'PUT',
      body: JSON.stringify(rules),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Ends with the next answer of CreateSession that has this status; 0 is a connection that was cut. */
  async nextSession(status: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const watcher = (answered: number): void => {
        if (answered !== status) return;
        this.watchers.delete(watcher);
        resolve();
      };
      this.watchers.add(watcher);
    });
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );
}
