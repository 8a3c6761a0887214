import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DisableCrlCommand, UpdateTrustAnchorCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import { ownershipTags } from '../../src/core/anywhere/tags.ts';
import type { EmulatorOptions } from '../../src/emulator/emulator-options.ts';
import { type AwsSide, initialised, managedPolicy, policyText } from '../cli/support/aws-side.ts';
import { administratorOf, stateOf } from '../cli/support/aws-state.ts';
import { certManager, type LoopbackCluster, loopbackCluster } from '../cli/support/cluster.ts';
import { type EmulatedAws, emulatedAws, writes } from '../cli/support/emulated-aws.ts';
import { type RunOptions, runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { type WriteKiller, writeKiller } from '../cli/support/write-killer.ts';
import { makeCa, makeRevocationList } from '../fixtures/certificates.ts';
import { sourceOf } from '../fixtures/control-plane.ts';
import { drifts } from '../fixtures/drifts.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { makeRole } from '../fixtures/roles.ts';

/** Where a command is about to run. */
interface Stage extends RunOptions {
  readonly aws: EmulatedAws;
  readonly directory: string;
  readonly cluster?: LoopbackCluster;
}

interface Case {
  readonly name: string;
  readonly stage: (options: EmulatorOptions) => Promise<Stage>;
  readonly words: readonly string[];
  /** What it writes to AWS, in order. */
  readonly expected: readonly string[];
  /** How many writes to the cluster and to the files of the CA there are beside. */
  readonly others?: number;
}

/** Begins after `init` with role web, and what is done then. */
function after(
  ...prepare: readonly ((side: AwsSide) => Promise<unknown>)[]
): (options: EmulatorOptions) => Promise<Stage> {
  return async (options) => {
    const side = await initialised({ aws: await emulatedAws(options) });
    for (const step of prepare) await step(side);
    return side;
  };
}

const having =
  (...words: readonly string[]) =>
  async (side: AwsSide): Promise<void> => {
    const { exitCode, stderr } = await side.run(...words, '--yes');
    expect(exitCode, stderr).toBe(0);
  };

const withKey = ['--ca-key-file', 'ca.key'];
const revoke = (serial: string): string[] => ['ca', 'revoke', '--serial', serial, ...withKey];
const adopt = [
  ...['role', 'adopt', 'arn:aws:iam::123456789012:role/reports'],
  ...['--service-account', 'shop/reports'],
];
const secondAccount = ['role', 'add', 'web', '--service-account', 'shop/api'];

const theirRole = (side: AwsSide): Promise<unknown> => makeRole(side.aws.emulator, 'reports');

async function drifted(side: AwsSide): Promise<void> {
  const boundary = ['--permissions-boundary', 'arn:aws:iam::aws:policy/PowerUserAccess'];
  await having('role', 'add', 'web', '--service-account', 'default/web', ...boundary)(side);
  const { trustAnchor, profile } = await side.config();
  const identified = (arn = ''): { id: string; arn: string } => ({
    id: arn.replace(/.*\//, ''),
    arn,
  });
  const place = {
    aws: await administratorOf(side.aws),
    iam: iamClient(side.aws.emulator),
    rolesAnywhere: rolesAnywhereClient(side.aws.emulator),
    trustAnchor: identified(trustAnchor?.arn),
    profile: identified(profile?.arn),
    roleName: 'web',
  };
  const fields = [
    ...['enabled of the trust anchor', 'name of the trust anchor'],
    ...['notification of the CA’s expiry', 'tags of the trust anchor'],
    ...['enabled of the profile', 'roles of the profile', 'session duration'],
    ...['a missing mapping', 'a mapping of more', 'tags of the profile', 'our statement, gone'],
    ...['maximum session', 'a policy detached', 'a policy attached', 'a policy file’s policy gone'],
    ...[
      'an inline policy of somebody else',
      'another permissions boundary',
      'tags of the role gone',
    ],
  ];
  for (const field of fields) {
    const drift = drifts.find((one) => one.field === field);
    expect(drift, field).toBeDefined();
    await drift?.apply(place);
  }
}

async function disableList({ aws }: AwsSide): Promise<void> {
  const [list] = await (await administratorOf(aws)).rolesAnywhere.listRevocationLists();
  await rolesAnywhereClient(aws.emulator).send(new DisableCrlCommand({ crlId: list?.id }));
}

/** Beside the list of the present CA it has that of one that has left the trust anchor. */
async function leaveStaleList(side: AwsSide): Promise<void> {
  const { rolesAnywhere } = await administratorOf(side.aws);
  const [anchor] = await rolesAnywhere.listTrustAnchors();
  const past = await makeCa(new Date(), { name: 'past' });
  const list = await makeRevocationList(new Date(), past, past);
  const client = rolesAnywhereClient(side.aws.emulator);
  const trust = (certificates: string): Promise<unknown> =>
    client.send(
      new UpdateTrustAnchorCommand({ trustAnchorId: anchor?.id, source: sourceOf(certificates) }),
    );
  const present = anchor?.certificates.trim() ?? '';
  await trust(`${present}\n${past.certificatePem}`);
  const trustAnchorArn = anchor?.arn ?? '';
  await rolesAnywhere.importRevocationList({
    name: 'iamra-home-past',
    text: list,
    trustAnchorArn,
    tags: ownershipTags('home'),
  });
  await trust(present);
}

async function clusterWithCertManager(options: EmulatorOptions): Promise<Stage> {
  const [directory, aws] = [await temporaryDirectory(), await emulatedAws(options)];
  const cluster = await loopbackCluster(...certManager());
  await writeFile(join(directory, 'policy.json'), policyText);
  return { aws, cluster, directory, environment: { ...aws.environment, ...cluster.environment } };
}

const cases: readonly Case[] = [
  {
    name: 'role add, of a role with policies',
    stage: after(),
    words: [
      ...['role', 'add', 'batch', '--service-account', 'jobs/batch', '--tag', 'team=jobs'],
      ...['--policy', managedPolicy, '--policy', 'policy.json'],
    ],
    expected: ['CreateRole', 'AttachRolePolicy', 'PutRolePolicy', 'UpdateProfile'],
  },
  {
    name: 'role add, of one more ServiceAccount',
    stage: after(),
    words: secondAccount,
    expected: ['UpdateAssumeRolePolicy'],
  },
  {
    name: 'role adopt',
    stage: after(theirRole),
    words: adopt,
    expected: ['UpdateAssumeRolePolicy', 'UpdateProfile'],
  },
  {
    name: 'role remove, of one ServiceAccount',
    stage: after(having(...secondAccount)),
    words: ['role', 'remove', 'web', '--service-account', 'default/web'],
    expected: ['UpdateAssumeRolePolicy'],
  },
  {
    name: 'role remove, of an adopted role',
    stage: after(theirRole, having(...adopt)),
    words: ['role', 'remove', 'reports'],
    expected: ['UpdateProfile', 'UpdateAssumeRolePolicy'],
  },
  {
    name: 'init, to mend drift',
    stage: after(drifted),
    words: ['init'],
    expected: [
      ...['UpdateTrustAnchor', 'EnableTrustAnchor', 'PutNotificationSettings', 'TagResource'],
      ...['UpdateAssumeRolePolicy', 'UpdateRole', 'PutRolePermissionsBoundary', 'TagRole'],
      ...['AttachRolePolicy', 'PutRolePolicy', 'DetachRolePolicy', 'DeleteRolePolicy'],
      ...['UpdateProfile', 'EnableProfile', 'TagResource'],
      ...['DeleteAttributeMapping', 'PutAttributeMapping'],
    ],
  },
  {
    name: 'init, with the CA in the cluster',
    stage: clusterWithCertManager,
    words: [
      ...['init', '--cluster', 'home', '--role', 'web', '--service-account', 'default/web'],
      ...['--policy', managedPolicy, '--policy', 'policy.json'],
    ],
    expected: [
      ...['CreateTrustAnchor', 'PutNotificationSettings', 'CreateRole', 'AttachRolePolicy'],
      ...['PutRolePolicy', 'CreateProfile', ...Array<string>(3).fill('PutAttributeMapping')],
    ],
    others: 1,
  },
  {
    name: 'ca revoke, into a list that exists',
    stage: after(having(...revoke('0a0b'))),
    words: revoke('0a0c'),
    expected: ['UpdateCrl'],
  },
  {
    name: 'ca revoke, into a list that is disabled',
    stage: after(having(...revoke('0a0b')), disableList),
    words: revoke('0a0c'),
    expected: ['UpdateCrl', 'EnableCrl'],
  },
  {
    name: 'ca revoke, beside the list of a CA that has left',
    stage: after(leaveStaleList),
    words: revoke('0a0c'),
    expected: ['DeleteCrl', 'ImportCrl'],
  },
  {
    name: 'ca unrevoke',
    stage: after(having(...revoke('0a0b')), having(...revoke('0a0c'))),
    words: ['ca', 'unrevoke', '--serial', '0a0b', ...withKey],
    expected: ['UpdateCrl'],
  },
  {
    name: 'ca rotate, with the CA in a file',
    stage: after(),
    words: ['ca', 'rotate', ...withKey, '--reissued'],
    expected: ['UpdateTrustAnchor', 'UpdateTrustAnchor'],
    others: 5,
  },
];

async function awsWrites({ aws }: Stage): Promise<string[]> {
  return writes(await aws.operations());
}

function clusterWrites({ cluster }: Stage): unknown[] {
  const isLock = (path: string): boolean => /coordination|accessreviews/.test(path);
  return (cluster?.api.calls ?? []).filter(({ method, path }) => method !== 'GET' && !isLock(path));
}

/** What a dead process held ends by itself after a while. */
function releaseLock({ cluster }: Stage): void {
  for (const { metadata } of cluster?.api.list('Lease') ?? []) {
    cluster?.api.remove('Lease', `${metadata.namespace ?? ''}/${metadata.name}`);
  }
}

/** @returns how often it was killed before it came to its end */
async function runToTheEnd(
  killer: WriteKiller,
  words: readonly string[],
  stage: Stage,
): Promise<number> {
  for (let deaths = 0; ; deaths++) {
    const { exitCode, stderr } = await killer.run(words, stage);
    if (exitCode !== null) {
      expect(exitCode, stderr).toBe(0);
      return deaths;
    }
    expect(deaths, 'it does not get on').toBeLessThan(50);
    releaseLock(stage);
  }
}

describe('killed after each single write, and run again each time', () => {
  it.each(cases)(
    'iamra $name, ends as if it had never been',
    async ({ stage, expected, others = 0, ...rest }) => {
      const words = [...rest.words, '--yes'];
      const undisturbed = await stage({});
      const first = await awsWrites(undisturbed);
      const { exitCode, stderr } = await runIamra(words, undisturbed);
      expect(exitCode, stderr).toBe(0);
      expect((await awsWrites(undisturbed)).slice(first.length)).toEqual(expected);

      const killer = writeKiller();
      const killed = await stage(killer.options);
      const before = (await awsWrites(killed)).length;
      expect(await runToTheEnd(killer, words, killed)).toBe(expected.length + others);
      const made = (await awsWrites(killed)).slice(before);
      expect(made).toEqual(expected);
      expect(await stateOf(killed.aws, killed.directory)).toEqual(
        await stateOf(undisturbed.aws, undisturbed.directory),
      );
      expect(clusterWrites(killed)).toHaveLength(clusterWrites(undisturbed).length);

      const whole = [(await awsWrites(killed)).length, clusterWrites(killed).length];
      const again = await runIamra(words, killed);
      expect(again.exitCode, again.stderr).toBe(0);
      expect([(await awsWrites(killed)).length, clusterWrites(killed).length]).toEqual(whole);
    },
  );
});
