import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { certManager, loopbackCluster } from './support/cluster.ts';
import { type EmulatedAws, emulatedAws, writes } from './support/emulated-aws.ts';
import {
  down,
  enter,
  iamraInTerminal,
  interrupt,
  type TerminalSession,
} from './support/pseudo-terminal.ts';
import { runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const policy = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const serviceAccount = (namespace: string, name: string): object => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace, name },
});

interface Setting {
  readonly directory: string;
  readonly aws: EmulatedAws;
  readonly start: (...words: string[]) => TerminalSession;
}

async function setting(environment: Readonly<Record<string, string>> = {}): Promise<Setting> {
  const directory = await temporaryDirectory();
  const aws = await emulatedAws();
  const all = { ...aws.environment, ...environment };
  return {
    directory,
    aws,
    start: (...words) => iamraInTerminal(['init', ...words], { directory, environment: all }),
  };
}

describe('iamra init on a terminal, before there is an iamra.yaml', () => {
  it('asks with what the cluster and the AWS CLI suggest, and says which flags answer the same', async () => {
    const accounts = [serviceAccount('shop', 'api'), serviceAccount('kube-system', 'coredns')];
    const cluster = await loopbackCluster(...certManager(), ...accounts);
    const { directory, aws, start } = await setting(cluster.environment);
    const session = start();
    await session.answer('AWS region (eu-west-1)', enter);
    await session.answer('Name of the cluster (test)', `home${enter}`);
    await session.answer('in a Secret of the cluster of context test', enter);
    await session.answer('shop/api', enter);
    expect(session.screen()).not.toContain('coredns');
    await session.answer('Name of its IAM role (api)', enter);
    await session.answer('Policy: its ARN', `${policy}${enter}`);
    await session.answer('Write this?', `y${enter}`);
    expect(await session.ended).toBe(0);

    const flags = `--cluster home --region eu-west-1 --context test --role api --service-account shop/api --policy ${policy} --yes`;
    const [, commandLine = ''] =
      /^ {2}iamra (init .*)$/m.exec(session.screen().replaceAll('\r', '')) ?? [];
    expect(commandLine.split(' --').slice(1).sort()).toEqual(flags.slice(2).split(' --').sort());
    const text = await readFile(join(directory, 'iamra.yaml'), 'utf8');
    expect(parseConfig(text, 'iamra.yaml')).toMatchObject({
      cluster: 'home',
      roles: [{ name: 'api', serviceAccounts: ['shop/api'], policies: [policy] }],
    });
    expect(cluster.api.get('Secret', 'cert-manager/iamra-workload-ca')).toBeDefined();

    const before = await aws.operations();
    const environment = { ...aws.environment, ...cluster.environment };
    const again = await runIamra(commandLine.split(' '), { directory, environment });
    expect(again.stdout).toContain('Nothing to change');
    expect(writes((await aws.operations()).slice(before.length))).toEqual([]);
  });

  it('keeps the CA in a file where no cluster is at hand, says what is wrong with an answer, and takes none', async () => {
    const { directory, start } = await setting({ AWS_REGION: '' });
    await writeFile(join(directory, 'config'), '');
    const session = start();
    await session.answer('AWS region', `Ireland${enter}`);
    await session.answer('A region is written as eu-west-1.', `${'\b'.repeat(7)}eu-west-1${enter}`);
    await session.answer('Name of the cluster (home)', enter);
    await session.answer('never to be committed', enter);
    await session.answer('ServiceAccount as NAMESPACE/NAME', enter);
    await session.answer('Write this?', `y${enter}`);
    expect(await session.ended).toBe(0);
    expect(await readdir(directory)).toContain('iamra-home-ca.key');
    expect(session.screen()).toContain(
      `--ca-key-file ${join(directory, 'iamra-home-ca.key')} --yes`,
    );
  });

  it('lets one of several profiles of the AWS CLI be chosen', async () => {
    const directory = await temporaryDirectory();
    const { emulator } = await emulatedAws();
    const { accessKeyId, secretAccessKey } = emulator.account.administrator;
    const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    const config = join(directory, 'aws-config');
    await writeFile(
      config,
      `[default]\nregion = us-east-1\n[profile work]\nregion = eu-west-1\n${keys}`,
    );
    const environment = { AWS_ENDPOINT_URL: emulator.url, AWS_CONFIG_FILE: config };
    const session = iamraInTerminal(['init', '--ca-key-file', 'ca.key', '--dry-run'], {
      directory,
      environment,
    });
    await session.answer('AWS CLI profile', `${down}${enter}`);
    await session.answer('AWS region (eu-west-1)', enter);
    await session.answer('Name of the cluster', enter);
    await session.answer('ServiceAccount as NAMESPACE/NAME', enter);
    expect(await session.ended).toBe(0);
    expect(session.screen()).toContain('--profile work');
  });

  it('says that nothing has been changed after a no', async () => {
    const { directory, aws, start } = await setting();
    const session = start('--ca-key-file', 'ca.key', '--cluster', 'home');
    await session.answer('Write this?', `n${enter}`);
    expect(await session.ended).toBe(130);
    expect(session.screen()).toContain('Error IAMRA905 Declined; nothing has been changed.');
    expect(session.screen()).not.toContain('goes on where it stopped');
    expect(writes(await aws.operations())).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
  });

  it.each(['AWS region', 'Name of the cluster', 'Write this?'])(
    'ends with 130 and has changed nothing after Ctrl-C at “%s”',
    async (question) => {
      const { directory, aws, start } = await setting();
      const session = start('--ca-key-file', 'ca.key');
      const answers = ['AWS region', 'Name of the cluster', 'ServiceAccount as', 'Write this?'];
      for (const awaited of answers.slice(0, answers.indexOf(question))) {
        await session.answer(awaited, enter);
      }
      await session.answer(question, interrupt);
      expect(await session.ended).toBe(130);
      expect(session.screen()).toMatch(/Error IAMRA905 .*; nothing has been changed\.\s/);
      expect(session.screen()).not.toContain('goes on where it stopped');
      expect(writes(await aws.operations())).toEqual([]);
      expect(await readdir(directory)).toEqual([]);
    },
  );

  it.each([['--yes'], ['--cluster', 'home', '--ca-key-file', 'ca.key', '--dry-run']])(
    'asks nothing with %s',
    async (...words) => {
      const session = (await setting()).start(...words);
      await session.ended;
      expect(session.screen()).not.toContain('a few questions');
    },
  );
});

it('iamra init asks nothing without a terminal: it names the flag', async () => {
  const directory = await temporaryDirectory();
  const { environment, operations } = await emulatedAws();
  const { stderr, exitCode } = await runIamra(['init'], { directory, environment });
  expect(stderr).toContain('give --cluster NAME');
  expect(exitCode).toBe(2);
  expect(await operations()).toEqual([]);
});
