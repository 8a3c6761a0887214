import { readFileSync } from 'node:fs';
import { execa } from 'execa';

/** Unmounts all that lies below a folder, innermost first. */
export async function unmountBelow(folder: string): Promise<void> {
  const below = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
    // proc_mounts(5) writes a space as \040.
    .map((path) => path.replaceAll('\\040', ' '))
    .filter((path) => path.startsWith(`${folder}/`))
    .reverse();
  for (const path of below) await execa('umount', ['--lazy', path]);
}
