import { DisableTrustAnchorCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { auditKinds, auditSeverities } from '../../src/core/audit/finding.ts';
import { type AwsSide, initialised } from '../cli/support/aws-side.ts';
import { emulatedAws } from '../cli/support/emulated-aws.ts';
import { runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { createTrustAnchor } from '../fixtures/control-plane.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';

const arn = z.string().startsWith('arn:');

const auditResult = z.strictObject({
  ok: z.boolean(),
  account: z.string().length(12),
  region: z.literal('eu-west-1'),
  roles: z.strictObject({ looked: z.int(), trusting: z.array(arn) }),
  trustAnchors: z.int(),
  profiles: z.int(),
  findings: z.array(
    z.strictObject({
      kind: z.enum(auditKinds),
      severity: z.enum(auditSeverities),
      code: z.string(),
      arn,
      message: z.string(),
      fix: z.string(),
      docs: z.url(),
      statements: z.array(z.string()),
      mend: z.array(z.looseObject({ Effect: z.literal('Deny') })),
      witness: z
        .strictObject({
          certificate: z.strictObject({
            subject: z.string(),
            issuer: z.string(),
            uri: z.string().nullable(),
            dns: z.string().nullable(),
            directoryName: z.string().nullable(),
          }),
          trustAnchor: z.strictObject({ arn: arn.nullable(), state: z.string() }),
          profile: z.strictObject({
            arn: arn.nullable(),
            state: z.string(),
            attributeMappings: z.array(
              z.strictObject({ certificateField: z.string(), specifiers: z.array(z.string()) }),
            ),
          }),
          sessionName: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
});

async function run(side: Pick<AwsSide, 'run'>, ...words: string[]) {
  const { stdout, exitCode } = await side.run('audit', ...words, '--json');
  const result = auditResult.parse(JSON.parse(stdout));
  expect(exitCode).toBe(result.ok ? 0 : 1);
  return result;
}

describe('iamra audit', () => {
  it('finds nothing open in what iamra made, and writes nothing', async () => {
    const side = await initialised();
    const operations = await side.writesOf(async () => {
      const { stdout, exitCode } = await side.run('audit');
      expect(exitCode).toBe(0);
      expect(stdout).toContain('No certificate gets a role that was not meant for it.');
    });
    expect(operations).toEqual([]);
    expect(await run(side)).toMatchObject({ ok: true, findings: [], trustAnchors: 1, profiles: 1 });
  });

  it('shows the open role, the certificate that gets it, and what mends it', async () => {
    const side = await initialised();
    await makeRole(side.aws.emulator, 'sample');
    const { stdout, exitCode } = await side.run('audit');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^medium IAMRA276 Role sample can be assumed with any certificate/m);
    expect(stdout).toContain('as soon as somebody makes a Roles Anywhere profile with the role');
    expect(stdout).toContain('By:      statement Statement[0]');
    expect(stdout).toMatch(/Witness: .*URI:spiffe:\/\/stranger\.example/);
    const { trustAnchor } = await side.config();
    expect(stdout).toContain(`"ArnNotEquals":{"aws:SourceArn":"${trustAnchor?.arn ?? ''}"}`);
    expect(stdout).toContain('spiffe://home/ns/NAMESPACE/sa/SERVICEACCOUNT');
    expect(stdout).toContain('1 role is open.');
  });

  it('shows the role that any certificate of the trust anchor gets, and demands the identity', async () => {
    const side = await initialised();
    const { trustAnchor } = await side.config();
    const document = trustPolicyText({
      Condition: { ArnEquals: { 'aws:SourceArn': trustAnchor?.arn } },
    });
    await makeRole(side.aws.emulator, 'sample', { AssumeRolePolicyDocument: document });
    const { findings } = await run(side);
    expect(findings).toMatchObject([
      {
        ...{
          kind: 'any-certificate-of-trust-anchor',
          code: 'IAMRA277',
          statements: ['Statement[0]'],
        },
        fix: expect.stringContaining('aws:PrincipalTag/x509SAN/URI') as string,
      },
    ]);
  });

  it('looks at one role where one is named', async () => {
    const side = await initialised();
    await makeRole(side.aws.emulator, 'sample');
    expect(await run(side, '--role', 'web')).toMatchObject({ ok: true, roles: { looked: 1 } });
    expect(await run(side, '--role', 'sample')).toMatchObject({ ok: false });
    const { stderr, exitCode } = await side.run('audit', '--role', 'none');
    expect(stderr).toContain('IAMRA247');
    expect(exitCode).not.toBe(0);
  });

  it('reads accounts with more roles than one page holds, with throttling on the way', async () => {
    const { emulator, environment } = await emulatedAws();
    const document = trustPolicyText({ Principal: { Service: 'ec2.amazonaws.com' } });
    for (let index = 0; index < 120; index += 1) {
      await makeRole(emulator, `role-${index}`, { AssumeRolePolicyDocument: document });
    }
    await makeRole(emulator, 'zz-open');
    emulator.setFaults([
      { match: { operation: 'ListRoles' }, fault: { kind: 'throttle' }, times: 2 },
      { match: { operation: 'ListProfiles' }, fault: { kind: 'throttle' }, times: 1 },
    ]);
    const directory = await temporaryDirectory();
    const { roles, findings } = await run({
      run: (...words) => runIamra(words, { directory, environment }),
    });
    expect(roles.looked).toBe(121);
    expect(findings.map(({ arn: name }) => name.split('/').at(-1))).toEqual(['zz-open']);
  });

  it('tells of what is left over, without failing', async () => {
    const side = await initialised();
    const { emulator } = side.aws;
    const client = rolesAnywhereClient(emulator);
    const { id, arn: anchorArn } = await createTrustAnchor(client, 'old');
    await client.send(new DisableTrustAnchorCommand({ trustAnchorId: id }));
    const { findings } = await run(side);
    expect(findings).toMatchObject([{ severity: 'note', code: 'IAMRA279', arn: anchorArn }]);
    expect(findings).toHaveLength(1);
  });
});
