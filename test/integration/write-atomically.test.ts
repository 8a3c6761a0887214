import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { readCaKeyFile, writeCaKeyFile } from '../../src/files/ca-key-file.ts';
import { writeAtomically } from '../../src/files/write-atomically.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { makeCa } from '../fixtures/certificates.ts';

const killedBeforeRename = `
  import fs from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  fs.rename = () => process.kill(process.pid, 'SIGKILL');
  syncBuiltinESMExports();
  const { writeAtomically } = await import('./src/files/write-atomically.ts');
  await writeAtomically(process.env.FILE, 'a key', 0o600);
`;

describe('a file that is replaced whole', () => {
  it('has no key beside it after the next write, whenever the one before was killed', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'ca.key');
    const { signal } = await execa(process.execPath, ['--input-type=module'], {
      input: killedBeforeRename,
      env: { FILE: path },
      reject: false,
    });
    expect(signal).toBe('SIGKILL');
    expect(await readdir(directory)).toHaveLength(1);
    const ca = await makeCa(new Date());
    await writeCaKeyFile(path, ca);
    expect(await readdir(directory)).toEqual(['ca.key']);
    expect((await readCaKeyFile(path))?.certificatePem).toBe(ca.certificatePem);
  });

  it('leaves alone what another process writes at the moment, and whatever else is called alike', async () => {
    const directory = await temporaryDirectory();
    const others = ['ca.key.next', `ca.key.${process.ppid}.${randomUUID()}`, 'ca.key.2026'];
    for (const name of others) await writeFile(join(directory, name), 'another');
    await writeAtomically(join(directory, 'ca.key'), 'new');
    expect((await readdir(directory)).sort()).toEqual(['ca.key', ...others].sort());
    expect(await readFile(join(directory, 'ca.key'), 'utf8')).toBe('new');
  });
});
