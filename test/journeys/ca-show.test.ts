import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { emulatedAws, writes } from '../cli/support/emulated-aws.ts';
import { rotatingCluster } from '../cli/support/rotating-cluster.ts';
import { runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { makeCa } from '../fixtures/certificates.ts';

const result = z.strictObject({
  cluster: z.string(),
  trustAnchor: z.strictObject({ arn: z.string(), name: z.string(), enabled: z.boolean() }),
  signsIn: z.string().nullable(),
  cas: z.array(
    z.strictObject({
      subject: z.string(),
      issuer: z.string(),
      serialNumber: z.string().regex(/^[0-9a-f]+$/),
      notBefore: z.iso.datetime(),
      notAfter: z.iso.datetime(),
      daysLeft: z.int(),
      key: z.string(),
      pathLength: z.int().nullable(),
      fingerprint: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      trusted: z.boolean(),
      keptAs: z.array(z.enum(['current', 'next', 'previous'])),
    }),
  ),
  rotation: z
    .strictObject({
      phase: z.enum(['none', 'next-made', 'both-trusted', 'next-signs', 'old-dropped', 'unknown']),
      pendingCertificates: z.int().nullable(),
    })
    .nullable(),
  warnings: z.array(z.string()),
});

describe('iamra ca show', () => {
  it('shows what AWS trusts, what signs, and its dates, and writes nothing', async () => {
    const { run, aws } = await rotatingCluster(['web']);
    const before = writes(await aws.operations()).length;
    const { stdout, stderr, exitCode } = await run('ca', 'show');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('Trust anchor iamra-home: arn:aws:rolesanywhere:');
    expect(stdout).toContain('kept in Secret cert-manager/iamra-workload-ca of context test');
    expect(stdout).toMatch(/CN=iamra workload CA home,O=home\n +state +AWS trusts it, signs\n/);
    expect(stdout).toMatch(
      /36\d\d days left\n +key +EC prime256v1\n +path length +0\n +SHA-256 +\w\w:/,
    );
    expect(stdout).toContain('No rotation is under way.');
    expect(writes(await aws.operations())).toHaveLength(before);
  });

  it('has a JSON result, and tells how far a rotation is', async () => {
    const setting = await rotatingCluster(['web', 'batch']);
    setting.issues = false;
    await setting.run('ca', 'rotate', '--yes', '--timeout', '1s');
    const { stdout } = await setting.run('ca', 'show', '--json');
    const shown = result.parse(JSON.parse(stdout));
    expect(shown.rotation).toEqual({ phase: 'next-signs', pendingCertificates: 2 });
    expect(shown.cas.map(({ trusted, keptAs }) => ({ trusted, keptAs }))).toEqual([
      { trusted: true, keptAs: ['previous'] },
      { trusted: true, keptAs: ['current', 'next'] },
    ]);
  });

  it('shows the trust anchor alone where no cluster is at hand', async () => {
    const { directory, aws } = await rotatingCluster([]);
    const { environment } = aws;
    const { stdout, exitCode } = await runIamra(['ca', 'show', '--json'], {
      directory,
      environment,
    });
    expect(exitCode).toBe(0);
    expect(result.parse(JSON.parse(stdout))).toMatchObject({ signsIn: null, rotation: null });
  });

  it('warns where the CA that signs is not in the trust anchor', async () => {
    const { run, cluster } = await rotatingCluster([]);
    const other = await makeCa(new Date());
    const secret = cluster.api.get('Secret', 'cert-manager/iamra-workload-ca');
    const data = { 'tls.crt': Buffer.from(other.certificatePem).toString('base64') };
    cluster.api.put({ ...secret, data });
    const { stderr, exitCode } = await run('ca', 'show');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /warning The CA that signs, CN=iamra workload CA test,O=test, is not in/,
    );
    expect(stderr).toMatch(/warning .* ends in 0 days[^\n]*iamra ca rotate/);
  });

  it('refuses to guess where there is no iamra.yaml', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const { stderr, exitCode } = await runIamra(['ca', 'show'], { directory, environment });
    expect(stderr).toContain('Error IAMRA236');
    expect(exitCode).toBe(2);
  });
});
