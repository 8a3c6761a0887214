import { X509Certificate } from 'node:crypto';
import { ListTrustAnchorsCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { splitPem } from '../../src/core/pki/split-pem.ts';
import { createSessionRequest } from '../../src/core/session/create-session-request.ts';
import { signingIdentity } from '../fixtures/certificates.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { writes } from './support/emulated-aws.ts';
import { type RotatingCluster, rotatingCluster } from './support/rotating-cluster.ts';
import { type Ended, runIamra, startIamra } from './support/run-iamra.ts';

const result = z.strictObject({
  cluster: z.string(),
  trustAnchorArn: z.string().startsWith('arn:'),
  changes: z.array(
    z.strictObject({
      action: z.enum(['create', 'update', 'keep', 'delete']),
      resource: z.string(),
      details: z.array(z.string()),
    }),
  ),
  applied: z.boolean(),
  phase: z.enum(['none', 'next-made', 'both-trusted', 'next-signs', 'old-dropped', 'unknown']),
  ca: z.object({ subject: z.string(), daysLeft: z.int() }).nullable(),
  next: z.array(z.string()),
});

const rotate = ['ca', 'rotate', '--yes', '--timeout', '10s'];

async function anchorOf({ aws }: RotatingCluster): Promise<string[]> {
  const client = rolesAnywhereClient(aws.emulator);
  const { trustAnchors = [] } = await client.send(new ListTrustAnchorsCommand({}));
  client.destroy();
  return splitPem(trustAnchors[0]?.source?.sourceData?.x509CertificateData ?? '');
}

function issuerOf(setting: RotatingCluster, account: string, ca: string | undefined): boolean {
  const leaf = new X509Certificate(setting.leafOf(account).certificatePem);
  return ca !== undefined && leaf.verify(new X509Certificate(ca).publicKey);
}

/** Asks for a session with what the Secret of a ServiceAccount holds; gives the HTTP status. */
async function requestSession(setting: RotatingCluster, account: string): Promise<number> {
  const { stdout } = await setting.run('init', '--json', '--yes');
  const { trustAnchorArn, profileArn, roles } = JSON.parse(stdout) as {
    trustAnchorArn: string;
    profileArn: string;
    roles: { arn: string }[];
  };
  const { url, account: aws } = setting.aws.emulator;
  const { method, headers, body, ...request } = createSessionRequest(
    { endpoint: url, region: aws.region, trustAnchorArn, profileArn, roleArn: roles[0]?.arn ?? '' },
    signingIdentity(setting.leafOf(account)),
    new Date(),
  );
  return (await fetch(request.url, { method, headers, body })).status;
}

/** Kills the program after so many writes; its exit code is null where that came before its end. */
async function dieAfter(setting: RotatingCluster, count: number, words = rotate): Promise<Ended> {
  const environment = { ...setting.environment, DIE_AFTER_WRITES: String(count) };
  const nodeOptions = ['--import', new URL('../fixtures/die-after-write.ts', import.meta.url).href];
  const ended = await runIamra(words, { directory: setting.directory, environment, nodeOptions });
  // What a dead process held ends by itself after a while, or by kubectl delete.
  if (ended.exitCode === null) setting.cluster.api.remove('Lease', 'kube-system/iamra-home-lock');
  return ended;
}

/** All that AWS trusts is what signs, and all certificates are from it. */
async function expectSettled(setting: RotatingCluster, ...accounts: string[]): Promise<string> {
  const current = setting.caIn('current');
  expect(await anchorOf(setting)).toEqual([current]);
  expect(setting.caIn('next')).toBeUndefined();
  expect(setting.caIn('previous')).toBeUndefined();
  for (const account of accounts) expect(issuerOf(setting, account, current)).toBe(true);
  return current ?? '';
}

/** Nothing in use lacks trust, wherever the program died. */
async function expectTrusted(setting: RotatingCluster, ...accounts: string[]): Promise<void> {
  const anchor = await anchorOf(setting);
  expect(anchor).toContain(setting.caIn('current'));
  for (const account of accounts) {
    expect(anchor.some((ca) => issuerOf(setting, account, ca))).toBe(true);
  }
}

describe('iamra ca rotate', () => {
  it('shows its plan, replaces the CA, has all certificates issued anew and leaves nothing behind', async () => {
    const setting = await rotatingCluster(['web', 'batch']);
    const before = setting.caIn('current');
    const { stdout, stderr, exitCode } = await setting.run(...rotate);
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('+ create next workload CA of cluster home');
    expect(stderr).toMatch(
      /~ update trust anchor iamra-home\n.*CN=iamra workload CA home,O=home and the new CA/,
    );
    expect(stderr).toContain('~ update 2 certificates of workloads');
    expect(stdout).toContain('Done: AWS trusts one CA');
    const after = await expectSettled(setting, 'web', 'batch');
    expect(after).not.toBe(before);
  });

  it('changes nothing where it is run once more, and makes another CA with --again', async () => {
    const setting = await rotatingCluster(['web']);
    await setting.run(...rotate);
    const after = setting.caIn('current');
    const before = writes(await setting.aws.operations()).length;
    const { stdout, exitCode } = await setting.run(...rotate);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Nothing to do');
    expect(writes(await setting.aws.operations()).slice(before)).toEqual([]);
    expect(setting.caIn('current')).toBe(after);
    await setting.run(...rotate, '--again');
    expect(await expectSettled(setting, 'web')).not.toBe(after);
  });

  it('writes nothing in a dry run', async () => {
    const setting = await rotatingCluster(['web']);
    const before = setting.caIn('current');
    const calls = setting.cluster.api.calls.length;
    const { stderr, exitCode } = await setting.run('ca', 'rotate', '--dry-run');
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('Dry run');
    expect(await expectSettled(setting, 'web')).toBe(before);
    const later = setting.cluster.api.calls.slice(calls);
    expect(later.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('changes nothing where the user lacks a right, and names it', async () => {
    const setting = await rotatingCluster(['web']);
    const before = setting.caIn('current');
    setting.cluster.api.intercept(({ path, body }) => {
      const isAsked = path.endsWith('/selfsubjectaccessreviews');
      const isStatus = JSON.stringify(body ?? '').includes('"subresource":"status"');
      return isAsked && isStatus
        ? { status: 201, body: { ...(body as object), status: { allowed: false } } }
        : undefined;
    });
    const { stderr, exitCode } = await setting.run(...rotate);
    expect(stderr).toMatch(
      /Error IAMRA168 .* test may not patch certificates\/status\.cert-manager\.io\./,
    );
    expect(exitCode).toBe(4);
    expect(await expectSettled(setting, 'web')).toBe(before);
  });

  it('asks first, and changes nothing where nobody answers', async () => {
    const setting = await rotatingCluster(['web']);
    const before = setting.caIn('current');
    const { stderr, exitCode } = await setting.run('ca', 'rotate');
    expect(stderr).toMatch(/Error IAMRA902 [^]*--yes/);
    expect(exitCode).toBe(2);
    expect(await expectSettled(setting, 'web')).toBe(before);
  });

  it('goes on after it was killed after each single write, and never leaves a certificate without trust', async () => {
    const setting = await rotatingCluster(['web', 'batch']);
    const before = setting.caIn('current');
    let deaths = 0;
    for (;;) {
      const { exitCode, stderr } = await dieAfter(setting, 1);
      await expectTrusted(setting, 'web', 'batch');
      if (exitCode !== null) {
        expect(exitCode, stderr).toBe(0);
        break;
      }
      deaths += 1;
    }
    // Next CA, trust anchor, the way back, the CA that signs, two certificates at once, trust anchor, two Secrets.
    expect([8, 9]).toContain(deaths);
    expect(await expectSettled(setting, 'web', 'batch')).not.toBe(before);
  });

  it.each([1, 2, 4, 6])(
    'goes back with --abort after it was killed after write %i',
    async (count) => {
      const setting = await rotatingCluster(['web']);
      const before = setting.caIn('current');
      expect((await dieAfter(setting, count)).exitCode).toBeNull();
      const { stderr, exitCode } = await setting.run(...rotate, '--abort');
      expect(exitCode, stderr).toBe(0);
      expect(await expectSettled(setting, 'web')).toBe(before);
    },
  );

  it('goes back although going back was killed after each write, too', async () => {
    const setting = await rotatingCluster(['web']);
    const before = setting.caIn('current');
    expect((await dieAfter(setting, 5)).exitCode).toBeNull();
    for (;;) {
      const { exitCode } = await dieAfter(setting, 1, [...rotate, '--abort']);
      await expectTrusted(setting, 'web');
      if (exitCode !== null) break;
    }
    expect(await expectSettled(setting, 'web')).toBe(before);
  });

  it('keeps the old CA trusted while an agent uses its old certificate, and names the pod', async () => {
    const setting = await rotatingCluster(['web']);
    setting.delivers = false;
    const { stderr, exitCode } = await setting.run('ca', 'rotate', '--yes', '--timeout', '1s');
    expect(stderr).toMatch(
      /Error IAMRA260 After 1 s the agents of default\/web still use an older/,
    );
    expect(exitCode).toBe(124);
    expect(await anchorOf(setting)).toHaveLength(2);
    setting.delivers = true;
    const again = await setting.run(...rotate);
    expect(again.exitCode, again.stderr).toBe(0);
    await expectSettled(setting, 'web');
  });

  it('keeps the old CA trusted while cert-manager does not issue, and names the Certificate', async () => {
    const setting = await rotatingCluster(['web']);
    setting.issues = false;
    const { stderr, exitCode } = await setting.run('ca', 'rotate', '--yes', '--timeout', '1s');
    expect(stderr).toMatch(/Error IAMRA259 After 1 s Certificate default\/iamra-web is still from/);
    expect(stderr).toContain('--abort');
    expect(exitCode).toBe(124);
    expect(await anchorOf(setting)).toHaveLength(2);
    // Two CAs are no drift, and init leaves both.
    const plan = await setting.run('plan');
    expect(plan.exitCode, plan.stdout + plan.stderr).toBe(0);
    const init = await setting.run('init', '--yes', '--json', '--context', 'test');
    expect(JSON.parse(init.stdout)).toMatchObject({ applied: false });
    expect(await anchorOf(setting)).toHaveLength(2);
  });

  it('asks AWS where an agent cannot be asked: a session for the new certificate is proof', async () => {
    const setting = await rotatingCluster(['web']);
    setting.answers = false;
    const first = await setting.run('ca', 'rotate', '--yes', '--timeout', '1s');
    expect(first.stderr).toMatch(/Error IAMRA260 The agents of default\/web do not answer/);
    expect(first.stderr).toContain('--reissued');
    expect(first.exitCode).toBe(124);
    expect(await requestSession(setting, 'web')).toBe(201);
    const again = await setting.run(...rotate);
    expect(again.exitCode, again.stderr).toBe(0);
    await expectSettled(setting, 'web');
  });

  it('takes the word of the user where nothing can be seen', async () => {
    const setting = await rotatingCluster(['web']);
    setting.answers = false;
    const { stderr, exitCode } = await setting.run(...rotate, '--reissued');
    expect(exitCode, stderr).toBe(0);
    await expectSettled(setting, 'web');
  });

  it('keeps the old CA trusted while pods mount a certificate of it that cert-manager does not renew', async () => {
    const setting = await rotatingCluster(['web']);
    setting.cluster.api.remove('Certificate', 'default/iamra-web');
    const { stderr, exitCode } = await setting.run('ca', 'rotate', '--yes', '--timeout', '1s');
    expect(stderr).toMatch(/Error IAMRA259 .*Secret default\/iamra-web, which no Certificate/);
    expect(exitCode).toBe(124);
    await expectTrusted(setting, 'web');
  });

  it('comes to its end although AWS throttles it', async () => {
    const setting = await rotatingCluster(['web']);
    const throttled = ['GetTrustAnchor', 'UpdateTrustAnchor'];
    setting.aws.emulator.setFaults(
      throttled.map((operation) => ({
        match: { operation },
        fault: { kind: 'throttle' },
        times: 2,
      })),
    );
    const { stderr, exitCode } = await setting.run(...rotate);
    expect(exitCode, stderr).toBe(0);
    await expectSettled(setting, 'web');
  });

  it('stops at Ctrl-C, and says how to go on and how to go back', async () => {
    const setting = await rotatingCluster(['web']);
    setting.delivers = false;
    const { directory, environment } = setting;
    const child = startIamra(rotate, { directory, environment });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (stderr.includes('✓ Have cert-manager') && !child.killed) child.kill('SIGINT');
    });
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toMatch(
      /run the same command again to go on, or with --abort to go back[^]*IAMRA905/,
    );
    expect(exitCode).toBe(130);
    await expectTrusted(setting, 'web');
  });

  it('has a JSON result', async () => {
    const setting = await rotatingCluster(['web']);
    const { stdout } = await setting.run(...rotate, '--json');
    const { applied, phase, ca, changes } = result.parse(JSON.parse(stdout));
    expect({ applied, phase }).toEqual({ applied: true, phase: 'none' });
    expect(ca?.subject).toMatch(/^CN=iamra workload CA home,OU=20.*,O=home$/);
    expect(changes.map(({ action }) => action)).toEqual([
      ...['create', 'update', 'update', 'update', 'delete', 'delete'],
    ]);
  });
});
