import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueWorkloadCertificate } from '../../src/core/pki/issue-workload-certificate.ts';
import { readCaKeyFile } from '../../src/files/ca-key-file.ts';
import { secret } from '../cli/support/healthy-cluster.ts';
import {
  askWith,
  renew,
  roleArn,
  showResult,
  identityStage as stage,
  uri,
} from '../cli/support/identity-stage.ts';
import { validAround } from '../fixtures/certificates.ts';

describe('iamra identity show', () => {
  it('shows the certificate, what became of it at AWS, and the pods', async () => {
    const world = await stage();
    const leaf = await renew(world);
    expect(await askWith(world, leaf, roleArn)).toBe(201);
    const { stdout, stderr, exitCode } = await world.identity('show', 'default/web');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(new RegExp(`^default/web\\n +identity +${uri}$`, 'm'));
    expect(stdout).toMatch(/ role +arn:aws:iam::123456789012:role\/web$/m);
    expect(stdout).toContain('✓ iamra-web is ready');
    expect(stdout).toMatch(/ subject +CN=default\.web,O=home$/m);
    expect(stdout).toMatch(/ ends +\S+Z \(in 23h\)$/m);
    expect(stdout).toMatch(/✓ has seen this certificate\n +failed +false, as GetSubject has it\n/);
    expect(stdout).toMatch(/ last seen +\S+Z \(\d+s ago\)$/m);
    expect(stdout).toContain('Pods with the agent: 1');
    expect(stdout).toContain('✓ web-5d-abc of Deployment default/web');
    expect(stdout).not.toContain('PRIVATE KEY');
  });

  it('tells the certificate in the Secret from one that AWS saw before, and a session from a refusal', async () => {
    const world = await stage();
    const subjects = async (): Promise<unknown> => {
      const { stdout } = await world.identity('show', 'web', '-n', 'default', '--json');
      return showResult.parse(JSON.parse(stdout)).identities[0]?.subjects;
    };
    expect(await subjects()).toEqual([]);
    expect(await askWith(world, await renew(world), roleArn)).toBe(201);
    const leaf = await renew(world);
    expect(await subjects()).toMatchObject([{ enabled: true, issued: { seen: false } }]);
    expect(await askWith(world, leaf, `${roleArn}-other`)).toBe(403);
    expect(await subjects()).toMatchObject([{ issued: { seen: true, failed: true } }]);
    expect(await askWith(world, leaf, roleArn)).toBe(201);
    expect(await subjects()).toMatchObject([{ issued: { seen: true, failed: false } }]);
  });

  it('warns where the Secret holds the certificate of another identity', async () => {
    const world = await stage();
    const { cluster, identity, side } = world;
    const issuer = await readCaKeyFile(join(side.directory, 'ca.key'));
    if (issuer === undefined) throw new Error('there is no CA');
    const serviceAccount = { namespace: 'shop', name: 'api' };
    const order = { cluster: 'home', serviceAccount, issuer, ...validAround(new Date()) };
    const { certificatePem } = await issueWorkloadCertificate(order);
    cluster.api.put(secret('default', 'iamra-web', certificatePem));
    const { stderr } = await identity('show', 'default/web');
    expect(stderr).toContain(
      `Secret default/iamra-web holds the certificate of spiffe://home/ns/shop/sa/api, not of ${uri}.`,
    );
  });

  it('shows the rest where the Secret is missing, holds nothing, or may not be read', async () => {
    const { cluster, identity } = await stage();
    const shown = async (): Promise<string[]> => {
      const { stdout, exitCode } = await identity('show', 'default/web', '--json');
      expect(exitCode).toBe(0);
      const [found] = showResult.parse(JSON.parse(stdout)).identities;
      expect(found).toMatchObject({ issued: null, certificate: { ready: true } });
      return [...(found?.warnings ?? [])];
    };
    cluster.api.put(secret('default', 'iamra-web', ''));
    expect(await shown()).toEqual(['Secret default/iamra-web holds no certificate.']);
    cluster.api.remove('Secret', 'default/iamra-web');
    expect(await shown()).toEqual(['There is no Secret default/iamra-web yet.']);
    cluster.api.intercept(({ path }) =>
      path.includes('/secrets/')
        ? { status: 403, body: { kind: 'Status', message: 'secrets are forbidden', code: 403 } }
        : undefined,
    );
    expect((await shown())[0]).toMatch(/^Secret default\/iamra-web is not shown: .*forbidden/);
  });

  it('claims nothing of what AWS saw where the Secret may not be read', async () => {
    const world = await stage();
    expect(await askWith(world, await renew(world), roleArn)).toBe(201);
    world.cluster.api.intercept(({ path }) =>
      path.includes('/secrets/')
        ? { status: 403, body: { kind: 'Status', message: 'secrets are forbidden', code: 403 } }
        : undefined,
    );
    const { stdout } = await world.identity('show', 'default/web');
    expect(stdout).toContain('- whether AWS saw this certificate is not known');
    const { stdout: json } = await world.identity('show', 'default/web', '--json');
    const [found] = showResult.parse(JSON.parse(json)).identities;
    expect(found?.subjects).toMatchObject([{ issued: null }]);
  });

  it('shows what ListSubjects says where GetSubject is refused', async () => {
    const world = await stage();
    expect(await askWith(world, await renew(world), roleArn)).toBe(201);
    const fault = { kind: 'error', status: 403, name: 'AccessDeniedException' } as const;
    world.side.aws.emulator.setFaults([{ match: { operation: 'GetSubject' }, fault }]);
    const { stdout, stderr, exitCode } = await world.identity('show', 'default/web', '--json');
    expect(exitCode, stderr).toBe(0);
    const result = showResult.parse(JSON.parse(stdout));
    expect(result.aws).toEqual({ asked: true });
    const [found] = result.identities;
    expect(found?.subjects).toMatchObject([{ enabled: true, issued: null }]);
    expect(found?.subjects[0]?.lastSeenAt).not.toBeNull();
    expect(found?.warnings).toEqual([
      expect.stringMatching(/^Which certificates AWS saw is not known: IAMRA204 .*GetSubject/),
    ]);
  });

  it('says why a certificate is not there yet', async () => {
    const { cluster, identity } = await stage();
    const certificate = cluster.api.get('Certificate', 'default/iamra-web');
    const message = 'Issuing certificate as Secret does not exist';
    const status = { conditions: [{ type: 'Ready', status: 'False', message }] };
    cluster.api.put({ ...certificate, status });
    const { stdout } = await identity('show', 'default/web');
    expect(stdout).toContain(`✗ iamra-web is not ready: ${message}`);
  });

  it.each([
    [['default/wbe'], 4, 'IAMRA440', 'iamra identity show default/web'],
    [['nowhere/web'], 4, 'IAMRA440', 'iamra identity list --namespace nowhere'],
    [['default/plain'], 4, 'IAMRA441', 'iamra annotate serviceaccount/plain --namespace default'],
    [['web'], 2, 'IAMRA901', 'give it as default/web'],
    [['shop/api', '-n', 'default'], 2, 'IAMRA901', 'leave out -n default'],
  ])('refuses %j', async (words, status, code, fix) => {
    const { cluster, identity } = await stage();
    const metadata = { name: 'plain', namespace: 'default' };
    cluster.api.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    const { stderr, exitCode } = await identity('show', ...words);
    expect(stderr).toContain(code);
    expect(stderr).toContain(fix);
    expect(exitCode).toBe(status);
  });
});
