import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** `npm run lint`: types, rules, format, dead code, and the walls between the layers; side by side. */
const checks = [
  ['typescript/bin/tsc'],
  ['eslint/bin/eslint.js', '.'],
  ['@biomejs/biome/bin/biome', 'ci', '.'],
  ['knip/bin/knip.js'],
  ['dependency-cruiser/bin/dependency-cruiser.mjs', 'src', 'webhook', '--output-type', 'err'],
] as const;

await Promise.all(checks.map(([tool, ...words]) => check(tool, words)));

/** What the tools find is told tool by tool. */
async function check(tool: string, words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [`node_modules/${tool}`, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, problems, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  process.stdout.write(output);
  process.stderr.write(problems);
  if (status === 0) return;
  process.stderr.write(`${tool} found something to mend.\n`);
  process.exitCode = 1;
}
