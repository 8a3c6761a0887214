import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExportedSide, exportedSide } from './support/exported-side.ts';
import { pythonProgram } from './support/python-program.ts';
import { type FinishedProgram, runProgram } from './support/run-program.ts';

let side: ExportedSide;

beforeAll(async () => {
  side = await exportedSide();
});

afterAll(() => side.remove());

async function lint(file: string): Promise<FinishedProgram> {
  const regions = ['--regions', 'eu-west-1'];
  const command = await pythonProgram(
    'current',
    'lint_template.py',
    ...regions,
    '--template',
    file,
  );
  return runProgram(command, { environment: { HOME: side.folder } });
}

test('cfn-lint finds nothing in the template, and would find a property that does not exist', async () => {
  const file = join(side.folder, 'iamra.yml');
  const { exitCode, stderr } = await side.run({}, 'export', 'cloudformation', '--out', file);
  expect(exitCode, stderr).toBe(0);
  expect(await lint(file)).toEqual({ exitCode: 0, stdout: '', stderr: '' });

  const wrong = join(side.folder, 'wrong.yml');
  const text = await readFile(file, 'utf8');
  await writeFile(wrong, text.replace('AttributeMappings:', 'AttributeMapping:'));
  expect((await lint(wrong)).stdout).toContain("'AttributeMapping' was unexpected");
});
