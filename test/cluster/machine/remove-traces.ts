import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../folders.ts';

/** The kubelet links pods' logs there, and the network plugins note their results: no flag moves them. */
const fixedFolders = ['/var/log/containers', '/var/lib/cni/results'];

/** Removes what components left outside of the state folder; what others left there stays. */
export function removeTraces(): void {
  for (const folder of fixedFolders.filter(existsSync)) {
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      if (isOurs(file)) rmSync(file);
    }
  }
}

function isOurs(file: string): boolean {
  return lstatSync(file).isSymbolicLink()
    ? readlinkSync(file).startsWith(`${stateFolder}/`)
    : readFileSync(file, 'utf8').includes(`${stateFolder}/`);
}
