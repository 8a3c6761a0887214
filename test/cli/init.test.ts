import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { emulatedAws, writes } from './support/emulated-aws.ts';
import { type Ended, runIamra, startIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const policy = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const web = ['--role', 'web', '--service-account', 'default/web', '--policy', policy];
const initialise = ['init', '--cluster', 'home', '--ca-key-file', 'ca.key', ...web];

interface InitJson {
  readonly applied: boolean;
  readonly trustAnchorArn: string;
  readonly changes: { action: string }[];
}

function json({ stdout }: Ended): InitJson {
  return JSON.parse(stdout) as InitJson;
}

describe('iamra init', () => {
  it('makes everything, writes it down, and a second run makes no write call', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    const first = await runIamra([...initialise, '--yes'], { directory, environment });
    expect(first.stderr).toContain('+ create role web');
    expect(first.stdout).toContain('The AWS side of cluster home is ready.');
    expect(first.stdout).toContain('Next: iamra install --ca-key-file ca.key,');
    expect(first.exitCode).toBe(0);

    const text = await readFile(join(directory, 'iamra.yaml'), 'utf8');
    const config = parseConfig(text, 'iamra.yaml');
    expect(config.roles).toMatchObject([
      { name: 'web', arn: 'arn:aws:iam::123456789012:role/web', serviceAccounts: ['default/web'] },
    ]);
    expect((await stat(join(directory, 'ca.key'))).mode & 0o777).toBe(0o600);
    expect(text).not.toContain('PRIVATE KEY');

    const before = await operations();
    const second = await runIamra(['init'], { directory, environment });
    expect(second.stdout).toContain('Nothing to change');
    expect(second.exitCode).toBe(0);
    expect(writes((await operations()).slice(before.length))).toEqual([]);
    expect(await readFile(join(directory, 'iamra.yaml'), 'utf8')).toBe(text);
  });

  it('makes anchor and Roles Anywhere profile alone where no role is named', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    const commandLine = ['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--yes'];
    expect((await runIamra(commandLine, { directory, environment })).exitCode).toBe(0);
    expect(await operations()).not.toContain('CreateRole');
  });

  it('adds a ServiceAccount and a role to what is there', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    await runIamra([...initialise, '--yes'], { directory, environment });
    const more = ['init', '--role', 'web', '--service-account', 'shop:api', '--yes', '--json'];
    const changed = json(await runIamra(more, { directory, environment }));
    expect(changed.changes.map(({ action }) => action)).toEqual(['keep', 'keep', 'update', 'keep']);
    const other = ['init', '--role', 'batch', '--service-account', 'jobs/batch', '--yes', '--json'];
    const added = json(await runIamra(other, { directory, environment }));
    expect(added.changes.map(({ action }) => action)).toEqual([
      'keep',
      'keep',
      'keep',
      'create',
      'update',
    ]);
  });

  it('writes nothing in a dry run, neither to AWS nor to files', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    const { stderr, exitCode } = await runIamra([...initialise, '--dry-run'], {
      directory,
      environment,
    });
    expect(stderr).toContain('+ create trust anchor iamra-home');
    expect(exitCode).toBe(0);
    expect(writes(await operations())).toEqual([]);
    await expect(stat(join(directory, 'iamra.yaml'))).rejects.toThrow();
    await expect(stat(join(directory, 'ca.key'))).rejects.toThrow();
  });

  it('names the flag where nobody can be asked, and has changed nothing', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment });
    expect(stderr).toMatch(/Error IAMRA902[^]*--yes/);
    expect(exitCode).toBe(2);
    expect(writes(await operations())).toEqual([]);
  });

  it('rides out throttling and passing faults of AWS', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws({
      faults: [
        { match: { operation: 'CreateTrustAnchor' }, fault: { kind: 'throttle' }, times: 2 },
        { match: { operation: 'PutAttributeMapping' }, fault: { kind: 'throttle' }, times: 2 },
        { match: { operation: 'CreateRole' }, fault: { kind: 'error', status: 503 }, times: 1 },
        { match: { operation: 'ListProfiles' }, fault: { kind: 'hang-up' }, times: 1 },
      ],
    });
    const { exitCode, stderr } = await runIamra([...initialise, '--yes'], {
      directory,
      environment,
    });
    expect(stderr).not.toContain('Error');
    expect(exitCode).toBe(0);
  });

  it('loses nothing when AWS fails half-way: the next run finishes with the same CA', async () => {
    const directory = await temporaryDirectory();
    const { environment, emulator, operations } = await emulatedAws({
      faults: [{ match: { operation: 'CreateProfile' }, fault: { kind: 'error', status: 400 } }],
    });
    const broken = await runIamra([...initialise, '--yes'], { directory, environment });
    expect(broken.stderr).toContain('run the same command again');
    expect(broken.exitCode).toBe(4);
    const ca = await readFile(join(directory, 'ca.key'), 'utf8');
    emulator.setFaults([]);
    const mended = await runIamra([...initialise, '--yes'], { directory, environment });
    expect(mended.exitCode).toBe(0);
    expect(await readFile(join(directory, 'ca.key'), 'utf8')).toBe(ca);
    const made = writes(await operations());
    for (const operation of ['CreateTrustAnchor', 'CreateRole']) {
      expect(made.filter((name) => name === operation)).toHaveLength(1);
    }
  });

  it('stops at the next safe point on Ctrl-C, and goes on when it is run again', async () => {
    const directory = await temporaryDirectory();
    const { environment, emulator } = await emulatedAws({
      faults: [
        {
          match: { operation: 'CreateRole' },
          fault: { kind: 'delay', milliseconds: 1500 },
          times: 1,
        },
      ],
    });
    const child = startIamra([...initialise, '--yes'], { directory, environment });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (stderr.includes('✓ Set the notifications') && !child.killed) child.kill('SIGINT');
    });
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toContain('Error IAMRA905');
    expect(exitCode).toBe(130);
    emulator.setFaults([]);
    const again = await runIamra([...initialise, '--yes', '--json'], { directory, environment });
    expect(json(again).changes.map(({ action }) => action)).toContain('keep');
    expect(again.exitCode).toBe(0);
  });

  it('finds what it made by name and tag where iamra.yaml is lost', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const first = json(
      await runIamra([...initialise, '--yes', '--json'], { directory, environment }),
    );
    const elsewhere = await temporaryDirectory();
    await writeFile(join(elsewhere, 'ca.key'), await readFile(join(directory, 'ca.key')));
    const second = json(
      await runIamra([...initialise, '--yes', '--json'], { directory: elsewhere, environment }),
    );
    expect(second.applied).toBe(false);
    expect(second.trustAnchorArn).toBe(first.trustAnchorArn);
  });
});
