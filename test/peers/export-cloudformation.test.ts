import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { docsBlocks, linesOf } from '../fixtures/docs-commands.ts';
import { type ExportedSide, exportedSide } from './support/exported-side.ts';
import { pythonModule, pythonProgram } from './support/python-program.ts';
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

test('the AWS CLI knows the commands and flags that docs/export.md has for an AWS account', async () => {
  const template = join(side.folder, 'deployed.yml');
  await side.run({}, 'export', 'cloudformation', '--out', template);
  const policy = join(side.folder, 'permissions.json');
  await writeFile(policy, '{}');
  const commands = docsBlocks
    .filter(({ language }) => language === 'aws-account')
    .flatMap(({ text }) => linesOf(text))
    .map((line) => line.replace('iamra.yml', template).replace('permissions.json', policy));
  expect(commands.map((line) => line.split(' ', 3).join(' '))).toEqual([
    'terraform apply',
    'aws cloudformation deploy',
    'aws iam create-policy',
  ]);
  for (const line of commands.slice(1)) {
    expect(await complaintOf(line)).toContain('Could not connect to the endpoint URL');
    expect(await complaintOf(`${line} --no-such-flag`)).not.toContain('Could not connect');
  }
});

/** What the AWS CLI says where AWS cannot be reached; it reads the flags before it tries. */
async function complaintOf(line: string): Promise<string> {
  const environment = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    AWS_MAX_ATTEMPTS: '1',
  };
  const command = await pythonModule('awscli', ...line.split(' ').slice(1));
  return (await runProgram(command, { environment })).stderr;
}
