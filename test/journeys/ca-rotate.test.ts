import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import { writes } from '../cli/support/emulated-aws.ts';
import { rotatingCluster } from '../cli/support/rotating-cluster.ts';
import {
  anchorOf,
  dieAfter,
  expectSettled,
  expectTrusted,
  requestSession,
  rotate,
} from '../cli/support/rotation-checks.ts';
import { makeCa } from '../fixtures/certificates.ts';

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

  it('refuses another CA while a rotation is under way, and says how to end that', async () => {
    const setting = await rotatingCluster(['web']);
    setting.delivers = false;
    await dieAfter(setting, 2);
    const { certificatePem, keys } = await makeCa(new Date(), { name: 'own' });
    await writeFile(
      join(setting.directory, 'own.key'),
      `${certificatePem}${privateKeyPem(keys.privateKey)}`,
    );
    const before = writes(await setting.aws.operations()).length;
    const { stderr, exitCode } = await setting.run(...rotate, '--next-ca-key-file', 'own.key');
    expect(stderr).toMatch(
      /Error IAMRA263 A rotation to CN=.* is under way, which is not the given CA\.\n +Fix: .*--abort/,
    );
    expect(exitCode).toBe(4);
    expect(writes(await setting.aws.operations()).slice(before)).toEqual([]);
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
