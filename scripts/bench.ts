import { writeFile } from 'node:fs/promises';
import { measure as measureAgent } from '../test/bench/agent.ts';
import type { BenchResult } from '../test/bench/bench-result.ts';
import { measure as measurePlan } from '../test/bench/plan.ts';
import { measure as measureStartUp } from '../test/bench/start-up.ts';
import { measure as measureWebhook } from '../test/bench/webhook.ts';
import { buildCommandLine } from './build/command-line.ts';
import { buildImage } from './build/image.ts';
import { writeManifest } from './build/manifest.ts';

const short = process.argv.includes('--short');
const file = 'bench-results.json';

await Promise.all([buildCommandLine(), buildImage()]);
await writeManifest();

const results: BenchResult[] = [];
for (const measure of [measureStartUp, measurePlan, measureAgent, measureWebhook]) {
  for (const result of await measure({ short })) {
    results.push(result);
    process.stdout.write(`${line(result)}\n`);
  }
}
await writeFile(file, `${JSON.stringify({ node: process.version, short, results }, null, 2)}\n`);
process.stdout.write(`Written to ${file}.\n`);
if (!results.every(holds)) process.exitCode = 1;

function holds({ value, budget, comparison }: BenchResult): boolean {
  return comparison === 'at least' ? value >= budget : value <= budget;
}

function line(result: BenchResult): string {
  const { name, value, unit, budget, comparison } = result;
  const verdict = holds(result) ? 'ok  ' : 'OVER';
  return `${verdict} ${name}: ${value.toFixed(2)} ${unit} (${comparison} ${budget})`;
}
