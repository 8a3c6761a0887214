import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';

/** One run of Helm. */
export interface HelmCall {
  readonly commandLine: readonly string[];
  readonly input: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface HelmScript {
  readonly version?: string;
  /** What `helm status` knows; absent: no such release. */
  readonly release?: object;
  /** What a command, `upgrade --wait` for one, says as it fails. */
  readonly failures?: Readonly<Record<string, string>>;
  /** `upgrade --wait` goes on until it is interrupted. */
  readonly isSlow?: boolean;
}

/** A program in the place of Helm that writes down how it is called; Helm itself runs in the end-to-end tests. */
export interface RecordingHelm {
  readonly path: string;
  readonly calls: () => HelmCall[];
}

export async function recordingHelm(script: HelmScript = {}): Promise<RecordingHelm> {
  const folder = await temporaryDirectory();
  const path = join(folder, 'helm');
  const log = join(folder, 'calls');
  await writeFile(log, '');
  await writeFile(path, program(script, log), { mode: 0o755 });
  return {
    path,
    calls: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as HelmCall),
  };
}

function program(
  { version = 'v4.3.1', release, failures = {}, isSlow = false }: HelmScript,
  log: string,
): string {
  return `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const commandLine = process.argv.slice(2);
const input = commandLine[0] === 'upgrade' ? readFileSync(0, 'utf8') : '';
appendFileSync(${JSON.stringify(log)}, JSON.stringify({ commandLine, input, environment: process.env }) + '\\n');
const release = ${JSON.stringify(release ?? null)};
const fail = (text) => { process.stderr.write(text + '\\n'); process.exit(1); };
for (const [words, text] of Object.entries(${JSON.stringify(failures)})) {
  if (words.split(' ').every((word) => commandLine.includes(word))) fail(text);
}
if (${isSlow} && commandLine.includes('--wait')) {
  process.on('SIGINT', () => fail('Error: release iamra-injector failed, and has been uninstalled: interrupted'));
  setInterval(() => undefined, 1000);
}
if (commandLine[0] === 'version') process.stdout.write(${JSON.stringify(version)});
if (commandLine[0] === 'status' && release === null) fail('Error: release: not found');
if (commandLine[0] === 'status') process.stdout.write(JSON.stringify(release));
`;
}
