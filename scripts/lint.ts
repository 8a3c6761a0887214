import { spawnSync } from 'node:child_process';

/** `npm run lint`: types, rules, format, dead code, and the walls between the layers. */
const checks = [
  ['typescript/bin/tsc'],
  ['eslint/bin/eslint.js', '.'],
  ['@biomejs/biome/bin/biome', 'ci', '.'],
  ['knip/bin/knip.js'],
  ['dependency-cruiser/bin/dependency-cruiser.mjs', 'src', 'webhook', '--output-type', 'err'],
];

for (const [tool = '', ...rest] of checks) {
  const { status } = spawnSync(process.execPath, [`node_modules/${tool}`, ...rest], {
    stdio: 'inherit',
  });
  if (status !== 0) {
    process.stderr.write(`${tool} found something to mend.\n`);
    process.exitCode = 1;
  }
}
