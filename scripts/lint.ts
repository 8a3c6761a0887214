import { execaNode } from 'execa';

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
  const { all, failed } = await execaNode(`node_modules/${tool}`, words, {
    all: true,
    reject: false,
  });
  if (all !== '') process.stdout.write(`${all}\n`);
  if (!failed) return;
  process.stderr.write(`${tool} found something to mend.\n`);
  process.exitCode = 1;
}
