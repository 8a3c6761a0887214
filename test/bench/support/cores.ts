import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

type CommandLine = readonly [file: string, ...words: string[]];

const statusFile = '/proc/self/status';

/**
 * A command line that runs on a core of its own: a server on one, whoever asks it on another, so that
 * neither takes from the other, and a server has one core for all of its threads. As it is where there
 * is but one core, or no taskset.
 */
export function onCore(role: 'server' | 'load', commandLine: CommandLine): CommandLine {
  const core = cores[role];
  return core === undefined ? commandLine : ['taskset', '--cpu-list', core, ...commandLine];
}

const cores = findCores();

function findCores(): { readonly server?: string; readonly load?: string } {
  const [server, load] = allowedCores();
  const isPossible =
    server !== undefined && load !== undefined && spawnSync('taskset', ['--version']).status === 0;
  return isPossible ? { server, load } : {};
}

/** The numbers of the cores that this process may use. @see proc_pid_status(5) */
function allowedCores(): string[] {
  if (!existsSync(statusFile)) return [];
  const [, list = ''] =
    /^Cpus_allowed_list:\s+(\S+)$/m.exec(readFileSync(statusFile, 'utf8')) ?? [];
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  });
}
