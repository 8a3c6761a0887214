import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IamraConfig } from '../../../src/core/config/iamra-config.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import { initialisedAws } from '../../fixtures/initialised-aws.ts';
import { type EmulatedAws, emulatedAws, writes } from './emulated-aws.ts';
import { type Ended, runIamra } from './run-iamra.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A folder where `iamra init` has run, and the account that it has filled. */
export interface AwsSide {
  readonly aws: EmulatedAws;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly run: (...words: string[]) => Promise<Ended>;
  readonly config: () => Promise<IamraConfig>;
  /** Writes a file beside `iamra.yaml`. */
  readonly put: (name: string, text: string) => Promise<void>;
  /** The writes to AWS while this went on, in order. */
  readonly writesOf: (work: () => Promise<unknown>) => Promise<string[]>;
}

export interface AwsSideOptions {
  /** `home` */
  readonly cluster?: string;
  /** `web` */
  readonly role?: string;
  /** One of its own. */
  readonly aws?: EmulatedAws;
  /** Such as a cluster's. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The managed policy that the role has. */
export const managedPolicy = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
/** What `policy.json` holds. */
export const policyText = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

/** After an `init` with one role for `default/web`, a managed policy and one from a file. */
export async function initialised(options: AwsSideOptions = {}): Promise<AwsSide> {
  const { cluster = 'home', role = 'web' } = options;
  const aws = options.aws ?? (await emulatedAws());
  const directory = await temporaryDirectory();
  const environment = { ...aws.environment, ...options.environment };
  const side: AwsSide = {
    aws,
    directory,
    environment,
    run: (...words) => runIamra(words, { directory, environment }),
    config: async () =>
      parseConfig(await readFile(join(directory, 'iamra.yaml'), 'utf8'), 'iamra.yaml'),
    put: (name, text) => writeFile(join(directory, name), text),
    writesOf: async (work) => {
      const before = (await aws.operations()).length;
      await work();
      return writes((await aws.operations()).slice(before));
    },
  };
  const roles = [
    { name: role, serviceAccounts: ['default/web'], policies: [managedPolicy, 'policy.json'] },
  ];
  const files = { 'policy.json': policyText };
  await initialisedAws(aws.emulator, roles, files, { cluster, directory });
  return side;
}
