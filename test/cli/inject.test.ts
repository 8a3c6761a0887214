import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';
import { runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const arn = (kind: string): string =>
  `arn:aws:rolesanywhere:eu-west-1:123456789012:${kind}/00000000-0000-4000-8000-000000000000`;

const config = `apiVersion: iamra.dev/v1
cluster: home
region: eu-west-1
account: "123456789012"
trustAnchor: { name: iamra-home, arn: "${arn('trust-anchor')}" }
profile: { name: iamra-home, arn: "${arn('profile')}", durationSeconds: 3600 }
`;

const job = `# nightly
apiVersion: batch/v1
kind: Job
metadata: { name: nightly }
spec:
  template:
    metadata:
      annotations:
        iamra.dev/role-arn: arn:aws:iam::123456789012:role/batch # ours
    spec:
      serviceAccountName: batch
      containers: [{ name: main, image: "example.com/batch:1" }]
`;

const service = `---
apiVersion:   v1   # odd spacing stays
kind: Service
metadata: {name: web}
`;

async function directoryWith(files: Record<string, string>): Promise<string> {
  const directory = await temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  return directory;
}

describe('iamra inject', () => {
  it('prints what the webhook would admit, and tells on stderr what happened', async () => {
    const directory = await directoryWith({ 'iamra.yaml': config, 'all.yaml': job + service });
    const { stdout, stderr, exitCode } = await runIamra(['inject', '-f', 'all.yaml'], {
      directory,
    });
    expect(exitCode).toBe(0);
    expect(stderr).toBe(
      [
        '✓ all.yaml: Job default/nightly injected',
        '- all.yaml: Service web skipped: makes no pods',
        '2 objects: 1 injected, 1 skipped',
        '',
      ].join('\n'),
    );
    expect(stdout).toContain('role/batch # ours');
    expect(stdout).toContain(service);
    const [patched] = parseAllDocuments(stdout);
    expect(patched?.getIn(['spec', 'template', 'spec', 'initContainers', 0, 'name'])).toBe(
      'iamra-agent',
    );
  });

  it('reads standard input, and its own output is left as it is', async () => {
    const directory = await directoryWith({ 'iamra.yaml': config });
    const once = await runIamra(['inject', '-f', '-'], { directory, input: job });
    const twice = await runIamra(['inject', '-f', '-'], { directory, input: once.stdout });
    expect(twice.stdout).toBe(once.stdout);
    expect(twice.stderr).toContain('skipped: has all that it needs');
  });

  it('prints nothing where one workload would be refused, and names the key and the nearest', async () => {
    const wrong = job.replace('iamra.dev/role-arn', 'iamra.dev/role-anr');
    const directory = await directoryWith({
      'iamra.yaml': config,
      'all.yaml': `${job}---\n${wrong}`,
    });
    const { stdout, stderr, exitCode } = await runIamra(['inject', '-f', 'all.yaml'], {
      directory,
    });
    expect(stdout).toBe('');
    expect(stderr).toContain('did you mean iamra.dev/role-arn?');
    expect(stderr).toContain('Error IAMRA301');
    expect(exitCode).not.toBe(0);
    expect(await readFile(join(directory, 'all.yaml'), 'utf8')).toContain('role-anr');
  });

  it('says what is missing where there is no iamra.yaml', async () => {
    const directory = await directoryWith({});
    const { stderr, exitCode } = await runIamra(['inject', '-f', '-'], { directory, input: job });
    expect(stderr).toContain('iamra.dev/trust-anchor-arn');
    expect(exitCode).not.toBe(0);
  });

  it('takes several files and directories, in the order in which they are named and sorted', async () => {
    const directory = await directoryWith({
      'iamra.yaml': config,
      'last.yml': service.replace('{name: web}', '{name: last}'),
      'base/b.yaml': service.replace('{name: web}', '{name: b}'),
      'base/a/job.yaml': job,
      'base/c.json': '{"apiVersion":"v1","kind":"Service","metadata":{"name":"c"}}',
      'base/notes.txt': 'not: [a manifest',
      'base/.git/config.yaml': 'not: [a manifest',
    });
    const words = ['inject', '-f', 'base', '-f', './last.yml', '-f', 'base/b.yaml', '-q'];
    const { stdout, stderr, exitCode } = await runIamra(words, { directory });
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const names = parseAllDocuments(stdout).map((document) => document.getIn(['metadata', 'name']));
    expect(names).toEqual(['nightly', 'b', 'c', 'last']);
  });

  it('takes out what it put in, byte for byte, without iamra.yaml', async () => {
    const directory = await directoryWith({ 'iamra.yaml': config });
    const elsewhere = await directoryWith({});
    const once = await runIamra(['inject', '-f', '-'], { directory, input: job + service });
    const back = await runIamra(['inject', '--uninject', '-f', '-'], {
      directory: elsewhere,
      input: once.stdout,
    });
    expect(once.stdout).not.toBe(job + service);
    expect(back.stdout).toBe(job + service);
    expect(back.stderr).toContain('✓ standard input: Job default/nightly uninjected');
  });

  it('shows what changes as a diff that can be applied', async () => {
    const directory = await directoryWith({ 'iamra.yaml': config, 'job.yaml': job });
    const plain = await runIamra(['inject', '-f', 'job.yaml'], { directory });
    const { stdout, exitCode } = await runIamra(['inject', '-f', 'job.yaml', '-o', 'diff'], {
      directory,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^--- a\/job\.yaml\n\+\+\+ b\/job\.yaml\n@@ /);
    expect(applyPatch(job, stdout)).toBe(plain.stdout);
    const none = await runIamra(['inject', '--uninject', '-f', 'job.yaml', '-o', 'diff'], {
      directory,
    });
    expect(none.stdout).toBe('');
  });

  it('gives a List as JSON', async () => {
    const directory = await directoryWith({ 'iamra.yaml': config });
    const { stdout } = await runIamra(['inject', '-f', '-', '-o', 'json'], {
      directory,
      input: job + service,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'List',
      items: [{ kind: 'Job' }, { kind: 'Service' }],
    });
  });

  it.each([
    [['inject', '-f', 'absent.yaml'], 'Error IAMRA904 There is no file absent.yaml.', 3],
    [['inject', '-f', 'fine.yaml', '-f', 'absent.yaml'], 'Error IAMRA904', 3],
    [['inject', '-f', 'empty'], 'Error IAMRA380 empty holds no file', 2],
    [
      ['inject', '-f', 'https://example.com/web.yaml'],
      'curl --fail --silent --show-error --location https://example.com/web.yaml | iamra inject -f -',
      2,
    ],
    [['inject', '-f', 'fine.yaml', '-f', 'broken.yaml'], 'Error IAMRA903 broken.yaml, line 2', 2],
    [['inject', '-f', 'fine.yaml', '-o', 'xml'], 'Error IAMRA901', 2],
    [['inject'], 'Error IAMRA901', 2],
  ])('refuses %j and prints nothing else', async (commandLine, expected, code) => {
    const directory = await directoryWith({
      'fine.yaml': service,
      'broken.yaml': 'kind: [\nkind: x',
      'empty/notes.txt': '',
    });
    const { stdout, stderr, exitCode } = await runIamra(commandLine, { directory });
    expect(stderr).toContain(expected);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
  });

  it('answers as JSON of one form', async () => {
    const directory = await directoryWith({ 'iamra.yaml': config });
    const { stdout } = await runIamra(['inject', '-f', '-', '--json'], {
      directory,
      input: job + service,
    });
    const { files, report } = resultSchema.parse(JSON.parse(stdout));
    expect(files).toMatchObject([{ file: 'standard input', changed: true }]);
    expect(files[0]?.text).toContain('iamra-agent');
    expect(report.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['injected', null],
      ['skipped', 'makes_no_pods'],
    ]);
  });

  it('counts EKS’ annotations of ServiceAccounts where it is told so', async () => {
    const role = 'arn:aws:iam::123456789012:role/batch';
    const metadata = `{ name: batch, annotations: { eks.amazonaws.com/role-arn: "${role}" } }`;
    const account = `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: ${metadata}\n`;
    const plain = job.replace(/      annotations:\n.*ours\n/, '      labels: {}\n');
    const directory = await directoryWith({ 'iamra.yaml': config, 'all.yaml': plain + account });
    const words = ['inject', '-f', 'all.yaml'];
    expect((await runIamra(words, { directory })).stdout).toBe(plain + account);
    const { stdout, stderr } = await runIamra([...words, '--eks-annotations'], { directory });
    expect(stderr).toContain('Job default/nightly injected');
    expect(stdout).toContain(role);
    expect(stdout.endsWith(account)).toBe(true);
  });
});

const resultSchema = z.strictObject({
  files: z.array(z.strictObject({ file: z.string(), changed: z.boolean(), text: z.string() })),
  report: z.array(
    z.strictObject({
      file: z.string(),
      kind: z.string(),
      namespace: z.string().nullable(),
      name: z.string(),
      outcome: z.enum(['injected', 'uninjected', 'skipped', 'refused']),
      reason: z.string().nullable(),
      notices: z.array(z.strictObject({ code: z.string(), message: z.string(), fix: z.string() })),
    }),
  ),
});
