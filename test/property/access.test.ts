import { DisableProfileCommand, DisableTrustAnchorCommand } from '@aws-sdk/client-rolesanywhere';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoleAccess } from '../../src/actions/access/access-result.ts';
import type { AccessStepName } from '../../src/core/access/access-step.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { type JsonGeneralName, KeyUsageFlags } from '../../src/core/pki/x509.ts';
import {
  type AccessBench,
  makeProfile,
  makeRole,
  type SessionArns,
  startAccessBench,
} from '../fixtures/access-bench.ts';
import {
  makeCa,
  makeCertificate,
  makeRevocationList,
  signingIdentity,
  validAround,
} from '../fixtures/certificates.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import {
  namedAnchor,
  namedCommonName,
  namedUri,
  randomMappings,
  randomTrustPolicy,
} from '../fixtures/random-trust-policies.ts';

const now = new Date();
const runs = 60;

let bench: AccessBench;
let issuers: Record<'anchor' | 'intermediate' | 'foreign', IssuedCertificate>;
let anchors: Record<'enabled' | 'disabled', string>;
let revoked: IssuedCertificate;

beforeAll(async () => {
  bench = await startAccessBench();
  const { rolesAnywhere } = bench.aws;
  const anchor = await makeCa(now, { name: 'named', pathLength: 1 });
  const intermediate = await makeCa(now, { name: 'intermediate', issuer: anchor });
  issuers = { anchor, intermediate, foreign: await makeCa(now, { name: 'named' }) };
  const input = { certificates: anchor.certificatePem, tags: {} };
  const enabled = await rolesAnywhere.createTrustAnchor({ ...input, name: 'enabled' });
  const disabled = await rolesAnywhere.createTrustAnchor({ ...input, name: 'disabled' });
  anchors = { enabled: enabled.arn, disabled: disabled.arn };
  const client = rolesAnywhereClient(bench.emulator);
  await client.send(new DisableTrustAnchorCommand({ trustAnchorId: disabled.id }));
  revoked = await makeCertificate(now, { issuer: anchor });
  await rolesAnywhere.importRevocationList({
    name: 'list',
    text: await makeRevocationList(now, anchor, revoked),
    trustAnchorArn: enabled.arn,
    tags: {},
  });
});

afterAll(() => bench.stop());

const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, fc.constantFrom(usual, ...others));

const day = 24 * 60 * 60 * 1000;
const moments = {
  now,
  past: new Date(now.getTime() - 9 * day),
  future: new Date(now.getTime() + 9 * day),
};

const randomCertificate = fc.record({
  issuer: mostly<keyof typeof issuers>('anchor', 'intermediate', 'foreign'),
  withChain: mostly(true, false),
  commonName: mostly<string | undefined>(namedCommonName, 'web', 'stranger', 'bad,name', undefined),
  organisation: mostly<string | undefined>('home', undefined),
  uri: mostly<string | undefined>(namedUri, `${namedUri}2`, 'spiffe://home/x', undefined),
  dns: fc.constantFrom(undefined, 'named', 'stranger.example'),
  validity: mostly<keyof typeof moments>('now', 'past', 'future'),
  keyUsages: mostly<KeyUsageFlags | undefined>(
    KeyUsageFlags.digitalSignature,
    KeyUsageFlags.keyEncipherment,
    undefined,
  ),
  isCa: mostly(false, true),
  isRevoked: mostly(false, true),
});

type RandomCertificate = typeof randomCertificate extends fc.Arbitrary<infer T> ? T : never;

async function issue(order: RandomCertificate): Promise<IssuedCertificate> {
  if (order.isRevoked) return revoked;
  const { commonName, organisation, uri, dns, keyUsages } = order;
  const names: JsonGeneralName[] = [
    ...(dns === undefined ? [] : [{ type: 'dns' as const, value: dns }]),
    ...(uri === undefined ? [] : [{ type: 'url' as const, value: uri }]),
  ];
  return makeCertificate(now, {
    issuer: issuers[order.issuer],
    subject: [
      ...(commonName === undefined ? [] : [{ CN: [commonName] }]),
      ...(organisation === undefined ? [] : [{ O: [organisation] }]),
    ],
    ...{ names, keyUsages },
    validity: validAround(moments[order.validity]),
    ...(order.isCa ? { ca: {} } : {}),
  });
}

const randomSetting = fc.record({
  certificate: randomCertificate,
  trustAnchor: mostly<keyof typeof anchors>('enabled', 'disabled'),
  trustPolicy: randomTrustPolicy,
  mappings: randomMappings,
  listsRole: mostly(true, false),
  profileEnabled: mostly(true, false),
  acceptRoleSessionName: mostly(true, false),
  profileSeconds: mostly(3600, 7200),
  durationSeconds: mostly<number | undefined>(undefined, 900, 7200),
  sessionName: fc.constantFrom('web', 'web-1', 'api'),
});

type Setting = typeof randomSetting extends fc.Arbitrary<infer T> ? T : never;

async function makeSetting(setting: Setting): Promise<SessionArns> {
  const trustPolicy = setting.trustPolicy.replaceAll(namedAnchor, anchors.enabled);
  const role = await makeRole(bench.aws, trustPolicy);
  const other = role.arn.replace('role-', 'other-');
  const mappings = Object.entries(setting.mappings).map(([field, specifiers]) => ({
    certificateField: field as keyof Setting['mappings'],
    specifiers,
  }));
  const profile = await makeProfile(bench.aws, [setting.listsRole ? role.arn : other], mappings, {
    durationSeconds: setting.profileSeconds,
    acceptRoleSessionName: setting.acceptRoleSessionName,
  });
  if (!setting.profileEnabled) {
    const client = rolesAnywhereClient(bench.emulator);
    await client.send(new DisableProfileCommand({ profileId: profile.id }));
  }
  return {
    trustAnchorArn: anchors[setting.trustAnchor],
    profileArn: profile.arn,
    roleArn: role.arn,
  };
}

const messages: Record<Exclude<AccessStepName, 'mapping'>, RegExp> = {
  'trust-anchor': /^Specified Trust Anchor wasn't found/,
  certificate: /^(Untrusted (signing )?certificate|Access denied)/,
  chain: /^Untrusted signing certificate$/,
  revocation: /^Untrusted signing certificate$/,
  profile: /^Invalid or empty profile/,
  'profile-role': /^Requested Role isn't one of those/,
  'session-name': /^Not authorized to set roleSessionName/,
  role: /^Unable to assume role for/,
  duration: /^The requested DurationSeconds exceeds/,
  'trust-policy': /^Unable to assume role for/,
};

/** Steps whose words the emulator logs as well. */
const explained: readonly (AccessStepName | null)[] = [
  'certificate',
  'chain',
  'revocation',
  'trust-policy',
];

function expectRefusal({ refusedBy, steps }: RoleAccess, message: unknown): void {
  const step = refusedBy ?? 'trust-policy';
  if (step === 'mapping') throw new Error('a mapping by itself refuses nobody');
  expect(message).toMatch(messages[step]);
  if (!explained.includes(refusedBy)) return;
  const [reason = ''] = bench.explanation().split('; tags that STS refuses');
  expect(steps.find(({ name }) => name === refusedBy)?.detail).toContain(reason);
}

test('access says yes where CreateSession gives a session, and else names the check that refuses it', async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(randomSetting, async (setting) => {
      const arns = await makeSetting(setting);
      const leaf = await issue(setting.certificate);
      const { issuer, withChain } = setting.certificate;
      const chain = issuer === 'intermediate' && withChain ? [issuers.intermediate] : [];
      const { durationSeconds, sessionName } = setting;
      const asked = { durationSeconds, sessionName };
      const answer = await bench.createSession(arns, signingIdentity(leaf, ...chain), asked);
      const pem = [leaf, ...chain].map(({ certificatePem }) => certificatePem).join('');
      const result = await bench.access(arns, pem, { role: arns.roleArn, ...asked });
      const [role] = result.roles;
      if (role === undefined) throw new Error('no role in the answer');
      outcomes.add(role.refusedBy ?? role.outcome);
      expect(result.allowed).toBe(answer.status === 201);
      if (role.outcome === 'unknown') expect(answer.message).toContain('cannot evaluate');
      if (role.outcome === 'refused') expectRefusal(role, answer.message);
    }),
    { numRuns: runs },
  );
  expect([...outcomes]).toEqual(expect.arrayContaining(['allowed', 'trust-policy']));
});
