import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListProfilesCommand } from '@aws-sdk/client-rolesanywhere';
import { beforeEach, describe, expect, it } from 'vitest';
import { certManager, type LoopbackCluster, loopbackCluster } from '../cli/support/cluster.ts';
import { type EmulatedAws, emulatedAws, writes } from '../cli/support/emulated-aws.ts';
import { type Ended, type RunOptions, runIamra, startIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { makeRole } from '../fixtures/roles.ts';

const initialise = [
  ...['init', '--cluster', 'home', '--yes'],
  ...['--role', 'web', '--service-account', 'default/web'],
];
const lease = 'kube-system/iamra-home-lock';

let cluster: LoopbackCluster;
let aws: EmulatedAws;

beforeEach(async () => {
  cluster = await loopbackCluster(...certManager());
  aws = await emulatedAws();
});

/** Two people have two checkouts. */
async function person(): Promise<Required<Pick<RunOptions, 'directory' | 'environment'>>> {
  const environment = { ...aws.environment, ...cluster.environment };
  return { directory: await temporaryDirectory(), environment };
}

/** An `init` that is held up at its role until AWS answers again. */
async function startSlowInit(): Promise<{
  readonly child: ReturnType<typeof startIamra>;
  readonly ended: Promise<Ended>;
}> {
  aws.emulator.setFaults([{ match: { operation: 'CreateRole' }, fault: { kind: 'throttle' } }]);
  const child = startIamra(initialise, await person());
  const ended = readEnd(child);
  await pollUntil(async () => (await aws.operations()).includes('CreateRole') || undefined);
  return { child, ended };
}

async function readEnd(child: ReturnType<typeof startIamra>): Promise<Ended> {
  let stderr = '';
  child.stdin?.end();
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, 'close');
  return { exitCode: child.exitCode, stdout: '', stderr };
}

/** As it is when its holder, somebody else or nobody, has not renewed it for a while. */
function changeLease(change: object): void {
  const held = cluster.api.get('Lease', lease);
  cluster.api.put({ ...held, spec: { ...(held?.['spec'] as object), ...change } });
}

const madeOnce = async (): Promise<string[]> =>
  writes(await aws.operations()).filter((name) => name === 'CreateTrustAnchor');

describe('two iamra init at once', () => {
  it('are one after the other: the second is told who is at work, and changes nothing', async () => {
    const { child, ended } = await startSlowInit();
    const second = await runIamra(initialise, await person());
    expect(second.stderr).toMatch(
      new RegExp(
        `Error IAMRA285 .*@.* \\(process ${child.pid}, arn:aws:iam::.*home since 2.*nothing`,
      ),
    );
    expect(second.stderr).toContain('run the same command again');
    expect(second.exitCode).toBe(3);
    aws.emulator.setFaults([]);
    expect((await ended).exitCode).toBe(0);
    expect(cluster.api.get('Lease', lease)).toBeUndefined();

    const third = await runIamra(initialise, await person());
    expect(third.stdout).toContain('Nothing to change');
    expect(await madeOnce()).toHaveLength(1);
  });

  it('do not wait for one that was killed: its lock runs out, and the next goes on', async () => {
    const { child, ended } = await startSlowInit();
    child.kill('SIGKILL');
    await ended;
    aws.emulator.setFaults([]);
    const soon = await runIamra(initialise, await person());
    expect(soon.stderr).toContain('Error IAMRA285');
    changeLease({ renewTime: '2026-01-01T00:00:00.000000Z' });
    const later = await runIamra(initialise, await person());
    expect(later.stderr).toContain('it is taken over if nobody renews it');
    expect(later.exitCode).toBe(0);
    expect(await madeOnce()).toHaveLength(1);
  });

  it('stop at the next safe point where the lock is lost, and say what was done', async () => {
    const { ended } = await startSlowInit();
    changeLease({ holderIdentity: 'bob@desk' });
    const looks = (): number =>
      cluster.api.calls.filter(({ method, path }) => method === 'GET' && path.includes('/leases/'))
        .length;
    const before = looks();
    await pollUntil(() => looks() > before || undefined);
    aws.emulator.setFaults([]);
    const { stderr, exitCode } = await ended;
    expect(stderr).toContain('Error IAMRA286 The lock on the AWS side of cluster home was lost');
    expect(stderr).toContain('bob@desk has taken it');
    expect(stderr).toMatch(/\d of \d+ steps are done and stay/);
    expect(exitCode).toBe(3);
    expect(await aws.operations()).not.toContain('CreateProfile');
    expect(cluster.api.get('Lease', lease)).toBeDefined();
  });

  it('go on without a lock, and say so, where Leases may not be written', async () => {
    cluster.api.intercept(({ path }) =>
      path.includes('/leases')
        ? { status: 403, body: { kind: 'Status', code: 403, message: 'leases is forbidden' } }
        : undefined,
    );
    const { stderr, exitCode } = await runIamra(initialise, await person());
    expect(stderr).toMatch(/Nothing keeps others from working .* leases is forbidden/);
    expect(exitCode).toBe(0);
  });

  it('lock nothing in a dry run', async () => {
    await runIamra([...initialise.filter((word) => word !== '--yes'), '--dry-run'], await person());
    expect(cluster.api.calls.filter(({ path }) => path.includes('/leases'))).toEqual([]);
  });
});

/** After an `init`: what `iamra.yaml` says, in a checkout for everybody. */
async function checkouts(count: number): Promise<Awaited<ReturnType<typeof person>>[]> {
  const first = await person();
  expect((await runIamra(initialise, first)).exitCode).toBe(0);
  const others = Array.from({ length: count - 1 }, async () => {
    const other = await person();
    await copyFile(join(first.directory, 'iamra.yaml'), join(other.directory, 'iamra.yaml'));
    return other;
  });
  return [first, ...(await Promise.all(others))];
}

describe('while bob holds the Lease', () => {
  it.each([
    ['role add', 'mails', '--service-account', 'shop/mails'],
    ['role adopt', 'arn:aws:iam::123456789012:role/reports', '--service-account', 'shop/reports'],
    ['role remove', 'web'],
    ['ca rotate', '--timeout', '10s'],
    ['ca revoke', '--serial', '0a0b'],
    ['ca unrevoke', '--serial', '0a0b'],
  ])('iamra %s says so, and changes nothing', async (command, ...words) => {
    const [me] = await checkouts(1);
    await makeRole(aws.emulator, 'reports');
    const [namespace, name] = lease.split('/');
    const now = new Date().toISOString().replace('Z', '000Z');
    cluster.api.put({
      ...{ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace } },
      spec: {
        ...{ holderIdentity: 'bob@desk (process 7)', leaseDurationSeconds: 60 },
        ...{ acquireTime: now, renewTime: now },
      },
    });
    const before = writes(await aws.operations()).length;
    const { stderr, exitCode } = await runIamra([...command.split(' '), ...words, '--yes'], me);
    expect(stderr).toMatch(/Error IAMRA285 bob@desk \(process 7\) .*home since 2.*nothing/);
    expect(stderr).toContain('run the same command again');
    expect(exitCode).toBe(3);
    expect(writes(await aws.operations()).slice(before)).toEqual([]);
  });
});

describe('two iamra role add at once', () => {
  it('are one after the other, and the profile lists the roles of both', async () => {
    const [mine, theirs] = await checkouts(2);
    const add = (role: string): string[] => [
      ...['role', 'add', role, '--service-account', `shop/${role}`, '--yes'],
    ];
    aws.emulator.setFaults([{ match: { operation: 'CreateRole' }, fault: { kind: 'throttle' } }]);
    const before = (await aws.operations()).length;
    const child = startIamra(add('reports'), mine);
    const ended = readEnd(child);
    await pollUntil(
      async () => (await aws.operations()).slice(before).includes('CreateRole') || undefined,
    );
    const second = await runIamra(add('mails'), theirs);
    expect(second.stderr).toMatch(new RegExp(`Error IAMRA285 .*\\(process ${child.pid}, arn:`));
    expect(second.exitCode).toBe(3);
    aws.emulator.setFaults([]);
    expect((await ended).exitCode).toBe(0);
    expect((await runIamra(add('mails'), theirs)).exitCode).toBe(0);

    const list = new ListProfilesCommand({});
    const { profiles = [] } = await rolesAnywhereClient(aws.emulator).send(list);
    const names = profiles[0]?.roleArns?.map((arn) => arn.split('/').at(-1));
    expect(names).toEqual(['web', 'reports', 'mails']);
  });
});
