import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../cluster-error.ts';
import { stateFolder } from '../folders.ts';
import { nodeCommand } from './network.ts';

interface ProcessRecord {
  readonly pid: number;
  /** Clock ticks since boot: tells the process from a later one with the same id. */
  readonly startTime: string;
}

const recordFolder = join(stateFolder, 'processes');
const patienceMilliseconds = 10_000;

/** Where each component writes what it has to say. */
export const logFolder = join(stateFolder, 'logs');

/** The log of one component. */
export function logFile(name: string): string {
  return join(logFolder, `${name}.log`);
}

/** Starts a component in the node's network; it outlives us, and `stopProcess` finds it again. */
export function startProcess(
  name: string,
  command: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): void {
  mkdirSync(recordFolder, { recursive: true });
  mkdirSync(logFolder, { recursive: true });
  const log = openSync(logFile(name), 'w');
  const [file, ...words] = nodeCommand(command);
  const child = spawn(file, words, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...environment },
  });
  child.unref();
  const startTime = startTimeOf(child.pid ?? 0);
  if (child.pid === undefined || startTime === undefined) {
    throw new ClusterError(`${name} did not start: see ${logFile(name)}.`);
  }
  const record: ProcessRecord = { pid: child.pid, startTime };
  writeFileSync(join(recordFolder, name), JSON.stringify(record));
}

/** Names of the components that were started, each with whether it still runs. */
export function listProcesses(): ReadonlyMap<string, boolean> {
  if (!existsSync(recordFolder)) return new Map();
  return new Map(
    readdirSync(recordFolder).map((name) => [name, runningPid(name) !== undefined] as const),
  );
}

/**
 * @throws {ClusterError} naming the log of a component that ended
 */
export function checkProcesses(): void {
  for (const [name, running] of listProcesses()) {
    if (!running) throw new ClusterError(`${name} ended: ${lastWords(name)} (${logFile(name)})`);
  }
}

/** Asks a component to end, and insists when it does not; one that is gone, or of no record, is well so. */
export async function stopProcess(name: string): Promise<void> {
  signalProcess(name, 'SIGTERM');
  const deadline = Date.now() + patienceMilliseconds;
  while (runningPid(name) !== undefined) {
    if (Date.now() > deadline) signalProcess(name, 'SIGKILL');
    await sleep(50);
  }
  rmSync(join(recordFolder, name), { force: true });
}

function signalProcess(name: string, signal: NodeJS.Signals): void {
  const pid = runningPid(name);
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The id of a component that runs; a record that was cut off counts as none. */
function runningPid(name: string): number | undefined {
  const record = readRecord(name);
  if (record === undefined || startTimeOf(record.pid) !== record.startTime) return undefined;
  return record.pid;
}

function readRecord(name: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(recordFolder, name), 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
}

/** Field 22 of proc_pid_stat(5); undefined for a process that ended. */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

function lastWords(name: string): string {
  if (!existsSync(logFile(name))) return 'it left no log';
  return readFileSync(logFile(name), 'utf8').trimEnd().split('\n').at(-1) ?? '';
}
