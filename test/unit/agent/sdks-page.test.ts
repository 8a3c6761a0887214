import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const program = (path: string): string => read(`test/peers/programs/caller-identity-${path}`);

interface Row {
  readonly sdk: string;
  readonly minimum: string;
  readonly tested: string;
  readonly older: string;
}

/** The table of docs/agent.md. */
function rows(): Row[] {
  const [, table = ''] = read('docs/agent.md').split(/^\| SDK \|.*\n.*\n/m);
  return (table.split('\n\n')[0] ?? '').split('\n').map((line) => {
    const [, sdk = '', minimum = '', tested = '', older = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    return { sdk, minimum, tested, older };
  });
}

/** The version that stands behind a name in the file that installs it. */
function version(text: string, name: RegExp): string {
  return new RegExp(`${name.source}v?(\\d+\\.\\d+\\.\\d+)`, 'm').exec(text)?.[1] ?? 'none';
}

const sts = /^ {4}"node_modules\/@aws-sdk\/client-sts": \{\s*"version": "/;
const config = /aws-sdk-go-v2\/config /;
const javaV2 = /<aws\.version>/;

/** What the tests run: the SDK that knows the token file, and the one that does not. */
const tested: Readonly<Record<string, readonly [string, string]>> = {
  'Python (boto3)': [
    version(read('test/peers/requirements-current.txt'), /^boto3==/),
    version(read('test/peers/requirements-2023.txt'), /^boto3==/),
  ],
  'AWS CLI v1': [
    version(read('test/peers/requirements-current.txt'), /^awscli==/),
    version(read('test/peers/requirements-cli-2023.txt'), /^awscli==/),
  ],
  'JavaScript v3': [
    version(read('package-lock.json'), sts),
    version(read('test/peers/support/javascript-sdk.ts'), /@aws-sdk\/client-sts': '/),
  ],
  'Go v2 (`config`)': [
    version(program('go/go.mod'), config),
    version(program('go-2023/go.mod'), config),
  ],
  'Go v1': [version(program('go-v1/go.mod'), /aws-sdk-go /), ''],
  'Java v2': [
    version(program('java/pom.xml'), javaV2),
    version(program('java-2023/pom.xml'), javaV2),
  ],
  'Java v1': [
    version(program('java-v1/pom.xml'), /aws-java-sdk-sts<\/artifactId>\s*<version>/),
    '',
  ],
  'Rust (`aws-config`)': [
    version(program('rust/Cargo.toml'), /^aws-config = \{ version = "=/),
    version(program('rust-2023/Cargo.toml'), /^aws-config = "=/),
  ],
};

function isBefore(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { numeric: true }) < 0;
}

describe('docs/agent.md', () => {
  it('has a row for each SDK that the tests run, with the very releases', () => {
    const shown = rows().map(({ sdk, tested: current, older }) => [sdk, [current, older]]);
    expect(Object.fromEntries(shown)).toEqual(tested);
  });

  it('has older releases that do not know the token file, and tested ones that do', () => {
    for (const { sdk, minimum, tested: current, older } of rows()) {
      expect(isBefore(current, minimum), sdk).toBe(false);
      expect(older === '' || isBefore(older, minimum), sdk).toBe(true);
    }
  });
});
