import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListCrlsCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { parseRevocationList, type RevocationList } from '../../src/core/pki/revocation-list.ts';
import {
  certificateCluster,
  type RevocationStage,
  revocationStage,
  serialOf,
  untrusted,
} from '../cli/support/revocation-stage.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { startApiServer } from '../fixtures/api-server.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';

const withKey = ['--ca-key-file', 'ca.key', '--yes'];

async function lists({ aws }: RevocationStage): Promise<(RevocationList | undefined)[]> {
  const { crls = [] } = await rolesAnywhereClient(aws.emulator).send(new ListCrlsCommand({}));
  return crls.map(({ crlData }) => parseRevocationList(Buffer.from(crlData ?? []).toString()));
}

describe('iamra ca revoke --serial', () => {
  it('ends the sessions of one certificate and of no other, and a second run makes no write call', async () => {
    const stage = await revocationStage();
    const [stolen, other] = [await stage.issue(), await stage.issue()];
    expect(await stage.ask(stolen)).toBe('session');
    const revoke = ['ca', 'revoke', '--serial', serialOf(stolen), '--reason', 'keyCompromise'];

    const first = await stage.run(...revoke, ...withKey);
    expect(first.stderr).toContain('+ create revocation list iamra-home-');
    expect(first.stdout).toContain(`  ${serialOf(stolen)} (`);
    expect(first.stdout).toContain('Sessions that AWS has issued for them already live until');
    expect(first.stdout).toContain('aws iam put-role-policy --role-name web');
    expect(first.exitCode).toBe(0);
    expect(await stage.ask(stolen)).toBe(untrusted);
    expect(await stage.ask(other)).toBe('session');
    const [list] = await lists(stage);
    expect(list).toMatchObject({ number: 1n, entries: [{ reason: 'keyCompromise' }] });

    const again = await stage.writesOf(async () => {
      const second = await stage.run(...revoke, '--yes');
      expect(second.stdout).toContain('Nothing to change');
      expect(second.exitCode).toBe(0);
    });
    expect(again).toEqual([]);
  });

  it('takes decimal, hex and colons, keeps what is on the list, and counts on', async () => {
    const stage = await revocationStage();
    const leaves = [await stage.issue(), await stage.issue(), await stage.issue()];
    const [one = '', two = '', three = ''] = leaves.map(serialOf);
    const plain = (serial: string): string => serial.replaceAll(':', '');
    await stage.run('ca', 'revoke', '--serial', BigInt(`0x${plain(one)}`).toString(), ...withKey);
    const more = ['--serial', `0x${plain(two)}`, '--serial', three];
    const { stderr } = await stage.run('ca', 'revoke', ...more, ...withKey);
    expect(stderr).toContain('number 1 → 2');
    const [list] = await lists(stage);
    expect(list?.number).toBe(2n);
    expect([...(list?.revoked ?? [])]).toEqual([one, two, three].map(plain));
  });

  it('writes nothing in a dry run, and says what it would do', async () => {
    const stage = await revocationStage();
    const leaf = await stage.issue();
    const written = await stage.writesOf(async () => {
      const { stderr, exitCode } = await stage.run(
        ...['ca', 'revoke', '--serial', serialOf(leaf), '--ca-key-file', 'ca.key', '--dry-run'],
      );
      expect(stderr).toContain('+ create revocation list');
      expect(stderr).toContain('Dry run: nothing was written.');
      expect(exitCode).toBe(0);
    });
    expect(written).toEqual([]);
  });

  it('names the flag where nobody can be asked, and has written nothing', async () => {
    const stage = await revocationStage();
    const written = await stage.writesOf(async () => {
      const { stderr, exitCode } = await stage.run(
        ...['ca', 'revoke', '--serial', '0a0b', '--ca-key-file', 'ca.key'],
      );
      expect(stderr).toMatch(/Error IAMRA902[^]*--yes/);
      expect(exitCode).toBe(2);
    });
    expect(written).toEqual([]);
  });
});

describe('iamra ca revoke --service-account', () => {
  it('finds the certificates that AWS has seen where there is no cluster, and says that none is replaced', async () => {
    const stage = await revocationStage();
    const [used, unused] = [await stage.issue(), await stage.issue()];
    await stage.ask(used);
    const revoke = ['ca', 'revoke', '--service-account', 'default/web', ...withKey];
    const { stderr, stdout, exitCode } = await stage.run(...revoke);
    expect(stderr).toContain(`+ ${serialOf(used)} (`);
    expect(stderr).toMatch(/of default\/web, issued .* ends .*; seen in AWS at/);
    expect(stderr).toContain('No new certificate is issued to default/web');
    expect(stdout).toContain('"aws:PrincipalTag/x509SAN/URI":"spiffe://home/ns/default/sa/web"');
    expect(exitCode).toBe(0);
    expect(await stage.ask(used)).toBe(untrusted);
    expect(await stage.ask(unused)).toBe('session');
  });

  it('revokes what the cluster holds, has it issued anew, and leaves the new one alone in a second run', async () => {
    const cluster = await certificateCluster();
    const stage = await revocationStage(cluster.environment);
    const old = await stage.issue();
    cluster.hold(old);
    await stage.ask(old);
    const issued: IssuedCertificate[] = [];
    cluster.reissueWith(async () => {
      const leaf = await stage.issue(stage.ca, new Date());
      issued.push(leaf);
      return leaf;
    });
    const revoke = ['ca', 'revoke', '--service-account', 'default/web', ...withKey];
    const first = await stage.run(...revoke);
    expect(first.stderr).toContain('seen in Secret default/iamra-web, CertificateRequest');
    expect(first.stderr).toContain('~ update Certificate default/iamra-web');
    expect(first.stdout).toContain('New certificate in default/iamra-web: ');
    expect(first.exitCode, first.stderr).toBe(0);
    const [list] = await lists(stage);
    expect([...(list?.revoked ?? [])]).toEqual([serialOf(old).replaceAll(':', '')]);
    expect(await stage.ask(old)).toBe(untrusted);
    expect(issued).toHaveLength(1);
    for (const fresh of issued) expect(await stage.ask(fresh)).toBe('session');

    const clusterWrites = cluster.writes().length;
    const written = await stage.writesOf(async () => {
      const second = await stage.run(...revoke);
      expect(second.stderr).toContain(
        'Left alone, since it replaced a revoked one within the hour',
      );
      expect(second.exitCode, second.stderr).toBe(0);
    });
    expect(written).toEqual([]);
    expect(cluster.writes()).toHaveLength(clusterWrites);

    const third = await stage.run(...revoke, '--again', '--no-reissue');
    expect(third.stderr).toContain('number 1 → 2');
    expect((await lists(stage))[0]?.entries).toHaveLength(2);
    for (const fresh of issued) expect(await stage.ask(fresh)).toBe(untrusted);
  });

  it('goes on where it stopped: the list is written, the certificate is still the old one', async () => {
    const cluster = await certificateCluster();
    const stage = await revocationStage(cluster.environment);
    cluster.hold(await stage.issue());
    const restore = cluster.api.intercept(({ method, path }) =>
      method === 'PATCH' && path.endsWith('/status')
        ? { status: 500, body: { kind: 'Status', message: 'etcd is gone', code: 500 } }
        : undefined,
    );
    const revoke = ['ca', 'revoke', '--service-account', 'default/web', ...withKey];
    const broken = await stage.run(...revoke);
    expect(broken.stderr).toContain('1 of 2 steps are done and stay');
    expect(broken.exitCode).not.toBe(0);
    restore();
    cluster.reissueWith(() => stage.issue());
    const written = await stage.writesOf(async () => {
      const second = await stage.run(...revoke);
      expect(second.stdout).toContain('New certificate in default/iamra-web: ');
      expect(second.exitCode, second.stderr).toBe(0);
    });
    expect(written).toEqual([]);
  });

  it('tells how to do without a cluster that does not answer', async () => {
    const server = await startApiServer();
    const kubeconfig = join(await temporaryDirectory(), 'kubeconfig');
    await copyFile(server.kubeconfig, kubeconfig);
    await server.stop();
    const stage = await revocationStage({ KUBECONFIG: kubeconfig });
    const leaf = await stage.issue();
    await stage.ask(leaf);
    const revoke = ['ca', 'revoke', '--service-account', 'default/web', ...withKey];
    const { stderr, exitCode } = await stage.run(...revoke);
    expect(stderr).toMatch(/Error IAMRA101[^]*Fix: +give --no-cluster/);
    expect(exitCode).toBe(3);
    expect((await stage.run(...revoke, '--no-cluster')).exitCode).toBe(0);
    expect(await stage.ask(leaf)).toBe(untrusted);
  });

  it('says so where no certificate of the ServiceAccount is known', async () => {
    const stage = await revocationStage();
    const revoke = ['ca', 'revoke', '--service-account', 'shop/api', ...withKey];
    const { stderr, exitCode } = await stage.run(...revoke);
    expect(stderr).toContain('Error IAMRA266');
    expect(stderr).toContain('AWS knows no certificate of ServiceAccount shop/api');
    expect(exitCode).toBe(2);
  });
});

describe('iamra ca unrevoke', () => {
  it('gives a certificate its sessions back, leaves an empty list, and does nothing twice', async () => {
    const stage = await revocationStage();
    const leaf = await stage.issue();
    await stage.run('ca', 'revoke', '--serial', serialOf(leaf), ...withKey);
    expect(await stage.ask(leaf)).toBe(untrusted);
    const unrevoke = ['ca', 'unrevoke', '--serial', serialOf(leaf), ...withKey];
    const { stdout, stderr, exitCode } = await stage.run(...unrevoke);
    expect(stderr).toContain(`- ${serialOf(leaf)} (`);
    expect(stdout).toContain(serialOf(leaf));
    expect(exitCode).toBe(0);
    expect(await stage.ask(leaf)).toBe('session');
    expect(await lists(stage)).toMatchObject([{ number: 2n, entries: [] }]);
    const written = await stage.writesOf(async () => {
      expect((await stage.run(...unrevoke)).stdout).toContain('Nothing to change');
    });
    expect(written).toEqual([]);
  });

  it('takes everything off with --all, by the CA in the Secret of the cluster', async () => {
    const cluster = await certificateCluster();
    const stage = await revocationStage(cluster.environment);
    const leaves = [await stage.issue(), await stage.issue()];
    const words = leaves.flatMap((leaf) => ['--serial', serialOf(leaf)]);
    await stage.run('ca', 'revoke', ...words, ...withKey);
    const encode = (text: string): string => Buffer.from(text).toString('base64');
    cluster.api.put({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'iamra-workload-ca', namespace: 'cert-manager' },
      data: {
        'tls.crt': encode(stage.ca.certificatePem),
        'tls.key': encode(privateKeyPem(stage.ca.keys.privateKey)),
      },
    });
    const { exitCode, stderr } = await stage.run('ca', 'unrevoke', '--all', '--yes');
    expect(exitCode, stderr).toBe(0);
    expect(await lists(stage)).toMatchObject([{ number: 2n, entries: [] }]);
    for (const leaf of leaves) expect(await stage.ask(leaf)).toBe('session');
  });
});
