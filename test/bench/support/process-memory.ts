import { existsSync, readFileSync } from 'node:fs';

/** What a process has of the machine's memory, in MiB. */
export interface ProcessMemory {
  /** All its pages, those included that other processes have as well. */
  readonly resident: number;
  /** As well, but of each page only the share that falls to it: the sum over all processes is what all of them take. */
  readonly proportional: number;
  /** Pages that nobody else has, and that no file could give back. */
  readonly privateDirty: number;
}

const kibibytesInMebibyte = 1024;

/** Says whether the kernel tells what memory belongs to one process alone. */
export function tellsProcessMemory(): boolean {
  return existsSync('/proc/self/smaps_rollup');
}

/** What a process has at this moment. @see proc_pid_smaps(5) */
export function processMemory(pid: number): ProcessMemory {
  return parseRollup(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
}

/** Reads the text of a `smaps_rollup`; NaN for what it lacks. */
export function parseRollup(text: string): ProcessMemory {
  const mebibytes = (field: string): number => {
    const [, kibibytes] = new RegExp(String.raw`^${field}:\s+(\d+) kB$`, 'm').exec(text) ?? [];
    return Number(kibibytes) / kibibytesInMebibyte;
  };
  return {
    resident: mebibytes('Rss'),
    proportional: mebibytes('Pss'),
    privateDirty: mebibytes('Private_Dirty'),
  };
}
