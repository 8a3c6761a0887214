import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  certificateCluster,
  revocationStage,
  serialOf,
  untrusted,
} from '../cli/support/revocation-stage.ts';
import { startIamra } from '../cli/support/run-iamra.ts';

const withKey = ['--ca-key-file', 'ca.key', '--yes'];
const revoke = ['ca', 'revoke', '--service-account', 'default/web', ...withKey];

describe('iamra ca revoke, killed', () => {
  it('after the list was written, has the certificate issued anew in the next run', async () => {
    const running: { child?: ChildProcess } = {};
    const cluster = await certificateCluster();
    const stage = await revocationStage(cluster.environment, {
      onExchange: ({ operation }) => {
        if (operation === 'ImportCrl') running.child?.kill('SIGKILL');
      },
    });
    const old = await stage.issue();
    cluster.hold(old);
    cluster.reissueWith(() => stage.issue(stage.ca, new Date()));
    running.child = startIamra(revoke, stage.options);
    await once(running.child, 'close');
    expect(running.child.signalCode).toBe('SIGKILL');
    expect(await stage.ask(old)).toBe(untrusted);
    expect(cluster.writes()).toEqual([]);

    cluster.releaseLock();
    const written = await stage.writesOf(async () => {
      const second = await stage.run(...revoke);
      expect(second.exitCode, second.stderr).toBe(0);
      expect(second.stdout).toContain('New certificate in default/iamra-web: ');
    });
    expect(written).toEqual([]);
  });

  it('after the certificate was asked for, finds nothing left to do', async () => {
    const running: { child?: ChildProcess } = {};
    const cluster = await certificateCluster();
    const stage = await revocationStage(cluster.environment);
    const old = await stage.issue();
    cluster.hold(old);
    await stage.ask(old);
    cluster.reissueWith(() => {
      running.child?.kill('SIGKILL');
      return stage.issue(stage.ca, new Date());
    });
    running.child = startIamra(revoke, stage.options);
    await once(running.child, 'close');
    cluster.releaseLock();
    const clusterWrites = cluster.writes().length;
    const written = await stage.writesOf(async () => {
      const second = await stage.run(...revoke);
      expect(second.exitCode, second.stderr).toBe(0);
    });
    expect(written).toEqual([]);
    expect(cluster.writes()).toHaveLength(clusterWrites);
  });
});

describe('iamra ca revoke', () => {
  it('rides out throttling and passing faults of AWS', async () => {
    const stage = await revocationStage(
      {},
      {
        faults: [
          { match: { operation: 'ListCrls' }, fault: { kind: 'hang-up' }, times: 1 },
          { match: { operation: 'ImportCrl' }, fault: { kind: 'throttle' }, times: 2 },
        ],
      },
    );
    const leaf = await stage.issue();
    const { exitCode, stderr } = await stage.run(
      ...['ca', 'revoke', '--serial', serialOf(leaf)],
      ...withKey,
    );
    expect(exitCode, stderr).toBe(0);
    expect(await stage.ask(leaf)).toBe(untrusted);
  });
});

const common = {
  cluster: z.string(),
  region: z.string(),
  account: z.string().length(12),
  caller: z.string().startsWith('arn:'),
  trustAnchorArn: z.string().startsWith('arn:'),
  changes: z.array(
    z.strictObject({
      action: z.enum(['create', 'update', 'keep', 'delete']),
      resource: z.string(),
      details: z.array(z.string()),
    }),
  ),
  applied: z.boolean(),
};

const certificate = z.strictObject({
  serialNumber: z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2})*$/),
  decimal: z.string().regex(/^\d+$/),
  serviceAccount: z.string().nullable(),
  notAfter: z.iso.datetime().nullable(),
});

const revocationResult = z.strictObject({
  ...common,
  revoked: z.array(certificate),
  kept: z.array(certificate),
  replaced: z.array(
    z.strictObject({
      namespace: z.string(),
      name: z.string(),
      serialNumber: z.string().nullable(),
    }),
  ),
  sessions: z.strictObject({ endBy: z.iso.datetime(), cutOff: z.array(z.string()) }).nullable(),
});

const unrevocationResult = z.strictObject({
  ...common,
  restored: z.array(certificate.pick({ serialNumber: true, decimal: true })),
});

describe('the JSON of iamra ca revoke and ca unrevoke', () => {
  it('has one form each, whether something is written or not, and nothing else is on stdout', async () => {
    const cluster = await certificateCluster();
    const stage = await revocationStage(cluster.environment);
    cluster.hold(await stage.issue());
    cluster.reissueWith(() => stage.issue(stage.ca, new Date()));
    const json = async (...words: string[]): Promise<unknown> =>
      JSON.parse((await stage.run(...words, '--json')).stdout);
    const dry = revocationResult.parse(await json(...revoke, '--dry-run'));
    expect(dry).toMatchObject({ applied: false, replaced: [] });
    const applied = revocationResult.parse(await json(...revoke));
    expect(applied).toMatchObject({
      applied: true,
      revoked: dry.revoked,
      replaced: [{ namespace: 'default', name: 'iamra-web' }],
    });
    const unrevoke = ['ca', 'unrevoke', '--all', ...withKey];
    for (const flags of [['--dry-run'], [], []]) {
      const result = unrevocationResult.parse(await json(...unrevoke, ...flags));
      expect(typeof result.applied).toBe('boolean');
    }
  });
});
