import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { httpsEmulator } from './support/https-emulator.ts';
import { runProgram } from './support/run-program.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../bin/run.js');
const page = readFileSync(join(import.meta.dirname, '../../docs/ca.md'), 'utf8');

test('the CA that docs/ca.md makes with openssl is one that iamra init and its AWS take', async () => {
  const { folder, environment, administrator, close } = await httpsEmulator();
  try {
    const [, script = 'exit 1'] = /```openssl\n([^]*?)```/.exec(page) ?? [];
    await run('sh', ['-ec', script], { cwd: folder });
    const files = ['--ca-key-file', join(folder, 'ca.key'), '--config', join(folder, 'iamra.yaml')];
    const words = ['init', '--cluster', 'home', '--ca', 'file', ...files, '--yes', '--json'];
    const { stdout, stderr } = await runProgram([process.execPath, program, ...words], {
      environment: { ...environment, ...administrator },
    });
    expect(JSON.parse(stdout), stderr).toMatchObject({ applied: true });
  } finally {
    await close();
  }
});
