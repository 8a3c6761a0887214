import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
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
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return directory;
}

describe('iamra inject', () => {
  it('prints what the webhook would admit, and tells on stderr what happened', async () => {
    const directory = await directoryWith({ 'iamra.yaml': config, 'all.yaml': job + service });
    const { stdout, stderr, exitCode } = await runIamra(['inject', '-f', 'all.yaml'], {
      directory,
    });
    expect(exitCode).toBe(0);
    expect(stderr).toBe('✓ Job default/nightly injected\n');
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

  it.each([
    [['inject', '-f', 'absent.yaml'], 'Error IAMRA904 There is no file absent.yaml.', 3],
    [['inject'], 'Error IAMRA901', 2],
  ])('refuses %j', async (commandLine, expected, code) => {
    const directory = await directoryWith({});
    const { stderr, exitCode } = await runIamra(commandLine, { directory });
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(code);
  });

  it('tells the line of broken YAML', async () => {
    const directory = await directoryWith({ 'broken.yaml': 'kind: [\nkind: x' });
    const { stderr, exitCode } = await runIamra(['inject', '-f', 'broken.yaml'], { directory });
    expect(stderr).toMatch(/Error IAMRA903 .*line \d/);
    expect(exitCode).toBe(2);
  });

  it('answers as JSON of one form', async () => {
    const directory = await directoryWith({ 'iamra.yaml': config });
    const { stdout } = await runIamra(['inject', '-f', '-', '--json'], { directory, input: job });
    expect(JSON.parse(stdout)).toEqual({
      kind: 'injected',
      text: expect.stringContaining('iamra-agent') as string,
      report: [
        { kind: 'Job', namespace: 'default', name: 'nightly', outcome: 'injected', notices: [] },
      ],
    });
  });
});
