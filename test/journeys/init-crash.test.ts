import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { observe } from '../../src/actions/init/observe.ts';
import { readPolicyFiles } from '../../src/actions/init/read-policy-files.ts';
import { sdkAws } from '../../src/aws/sdk-aws.ts';
import { planInit } from '../../src/core/plan/init/plan-init.ts';
import { initTarget } from '../../src/core/plan/init/target-of-config.ts';
import { readConfigFile } from '../../src/files/config-file.ts';
import { type EmulatedAws, emulatedAws, writes } from '../cli/support/emulated-aws.ts';
import { runIamra, startIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';

const initialise = [
  ...['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--yes'],
  ...['--role', 'web', '--service-account', 'default/web', '--policy', 'queue.json'],
  ...['--policy', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', '--tag', 'team=shop'],
];
const extend = [
  ...['init', '--yes', '--role', 'batch', '--service-account', 'jobs/batch'],
  ...['--session-duration', '7200', '--tag', 'team=jobs'],
];
const queue = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
});

const firstWrites = [
  ...['CreateTrustAnchor', 'PutNotificationSettings', 'CreateRole', 'AttachRolePolicy'],
  ...['PutRolePolicy', 'CreateProfile', ...Array<string>(3).fill('PutAttributeMapping')],
];
const laterWrites = [
  ...['TagResource', 'UpdateRole', 'TagRole', 'CreateRole', 'UpdateProfile', 'TagResource'],
];

interface Setting extends EmulatedAws {
  readonly directory: string;
  /** Kills the program the moment that AWS has written so many things more, before it hears of it. */
  readonly killAt: (count: number) => void;
  readonly run: (words: readonly string[]) => Promise<number | null>;
}

async function setting(): Promise<Setting> {
  let left = Number.POSITIVE_INFINITY;
  let kill = (): void => undefined;
  const directory = await temporaryDirectory();
  const aws = await emulatedAws({
    onExchange: ({ operation }) => {
      if (writes([operation]).length === 1 && --left === 0) kill();
    },
  });
  await writeFile(join(directory, 'queue.json'), queue);
  const run = async (words: readonly string[]): Promise<number | null> => {
    const child = startIamra(words, { directory, environment: aws.environment });
    child.stdout?.resume();
    child.stderr?.resume();
    kill = () => child.kill('SIGKILL');
    await once(child, 'close');
    return child.exitCode;
  };
  return { ...aws, directory, run, killAt: (count) => (left = count) };
}

/** What the plan would still do, and how many of each thing there are. */
async function state({ directory, emulator, environment }: Setting): Promise<object> {
  const file = join(directory, 'iamra.yaml');
  const config = await readConfigFile(file);
  if (config === undefined) throw new Error('no iamra.yaml');
  const { region, administrator } = emulator.account;
  const credentials = { ...administrator };
  const aws = await sdkAws({ region, endpointUrl: emulator.url, credentials, environment });
  const target = initTarget(config, 'aws', await readPolicyFiles(config, file));
  return {
    steps: planInit(target, await observe(aws, target)).steps.map(({ kind }) => kind),
    trustAnchors: (await aws.rolesAnywhere.listTrustAnchors()).map(({ arn }) => arn),
    profiles: (await aws.rolesAnywhere.listProfiles()).map(({ arn }) => arn),
    roles: (await aws.iam.listRoles()).map(({ name }) => name).filter((name) => !/^AWS/.test(name)),
    written: [config.trustAnchor?.arn, config.profile?.arn],
  };
}

function exactlyOne(roles: readonly string[]): object {
  const one = [expect.stringContaining('arn:aws:rolesanywhere') as unknown];
  return { steps: [], trustAnchors: one, profiles: one, roles, written: [...one, ...one] };
}

const numbered = (names: readonly string[]): [number, string][] =>
  names.map((name, index) => [index + 1, name]);

describe('an iamra init that is killed', () => {
  it.each(numbered(firstWrites))(
    'after its write %i, %s, ends with one of each thing when it is run again',
    async (count, operation) => {
      const aws = await setting();
      aws.killAt(count);
      expect(await aws.run(initialise)).toBeNull();
      expect(writes(await aws.operations())).toEqual(firstWrites.slice(0, count));
      expect(operation).toBe(firstWrites[count - 1]);
      const ca = await readFile(join(aws.directory, 'ca.key'), 'utf8');
      expect(await aws.run(initialise)).toBe(0);
      expect(await state(aws)).toEqual(exactlyOne(['web']));
      expect(await readFile(join(aws.directory, 'ca.key'), 'utf8')).toBe(ca);
    },
  );

  it.each(numbered(laterWrites))(
    'after write %i of a change, %s, ends with what was asked for when it is run again',
    async (count) => {
      const aws = await setting();
      expect(await aws.run(initialise)).toBe(0);
      const before = writes(await aws.operations()).length;
      aws.killAt(count);
      expect(await aws.run(extend)).toBeNull();
      const made = writes(await aws.operations()).slice(before);
      expect(made).toEqual(laterWrites.slice(0, count));
      expect(await aws.run(extend)).toBe(0);
      expect(await state(aws)).toEqual(exactlyOne(['batch', 'web']));
    },
  );

  it('needs no flag a second time: what was asked for is written down before the first write', async () => {
    const aws = await setting();
    aws.killAt(1);
    await aws.run(initialise);
    expect((await stat(join(aws.directory, 'iamra.yaml'))).isFile()).toBe(true);
    const again = ['init', '--yes', '--ca-key-file', 'ca.key'];
    const { exitCode } = await runIamra(again, aws);
    expect(exitCode).toBe(0);
    expect(await state(aws)).toEqual(exactlyOne(['web']));
  });
});
