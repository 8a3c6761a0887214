import { readFileSync } from 'node:fs';
// Below the package's own index, which would load all of it.
import { run } from '@oclif/core/run';
import { reportFailure } from './cli/report-failure.ts';

const words = process.argv.slice(2);

try {
  await run(words, import.meta.url);
} catch (thrown) {
  reportFailure(thrown, words, commandNames());
}

function commandNames(): string[] {
  const text = readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8');
  const { commands } = JSON.parse(text) as { commands: Record<string, unknown> };
  return Object.keys(commands).map((id) => id.replaceAll(':', ' '));
}
