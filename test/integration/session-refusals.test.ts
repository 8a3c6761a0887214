import {
  DeleteTrustAnchorCommand,
  DisableProfileCommand,
  DisableTrustAnchorCommand,
  ImportCrlCommand,
} from '@aws-sdk/client-rolesanywhere';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdkAws } from '../../src/aws/sdk-aws.ts';
import { KeyUsageFlags } from '../../src/core/pki/x509.ts';
import type { SessionInput } from '../../src/core/session/create-session-request.ts';
import { readSessionAnswer } from '../../src/core/session/session-answer.ts';
import type { SigningIdentity } from '../../src/core/session/signing-identity.ts';
import {
  makeCa,
  makeCertificate,
  makeRevocationList,
  makeWeakLeaf,
  signingIdentity,
} from '../fixtures/certificates.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { type SessionBench, startSessionBench } from '../fixtures/session-bench.ts';
import {
  makeSessionWorld,
  type SessionWorld,
  send,
  type WorldOptions,
  workloadUri,
} from '../fixtures/session-world.ts';

const now = new Date();
const minute = 60_000;

let bench: SessionBench;

beforeAll(async () => {
  bench = await startSessionBench();
});

afterAll(async () => {
  await bench.emulator.close();
});

interface Situation {
  readonly at?: SessionWorld;
  readonly by?: SigningIdentity;
  readonly change?: Partial<SessionInput>;
  /** How far the clock of the request is behind AWS's. */
  readonly behindMilliseconds?: number;
}

/** What the agent, and doctor after it, show of the refusal: code, sentence and fix on one line. */
async function shown(situation: Situation): Promise<string> {
  const { at = bench.world, by = bench.identity, change = {}, behindMilliseconds = 0 } = situation;
  const when = new Date(Date.now() - behindMilliseconds);
  const { status, errorType, text } = await send(bench.request(change, { at, by, when }));
  const { trustAnchorArn, profileArn, roleArn } = at;
  const input: SessionInput = {
    ...{ endpoint: bench.emulator.url, region: 'eu-west-1' },
    ...{ trustAnchorArn, profileArn, roleArn },
    ...change,
  };
  const answer = { status, errorType: errorType ?? undefined, body: text };
  const refused = {
    ...{ input, identity: by, now },
    skewMilliseconds: behindMilliseconds < minute ? 0 : behindMilliseconds,
  };
  const outcome = readSessionAnswer(answer, refused);
  if (outcome.kind === 'issued') throw new Error('a session was issued');
  const { error } = outcome.failure;
  return `${error.code} ${error.message} Fix: ${error.fix}`;
}

const world = (options?: WorldOptions): Promise<SessionWorld> =>
  makeSessionWorld(bench.emulator, options);
const leafOf = async (at: SessionWorld): Promise<SigningIdentity> =>
  signingIdentity(await makeCertificate(now, { issuer: at.ca }));

const withoutTagSession = (trustAnchorArn: string): object => ({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    Condition: {
      ArnEquals: { 'aws:SourceArn': trustAnchorArn },
      StringEquals: { 'aws:PrincipalTag/x509SAN/URI': workloadUri },
    },
  },
});

describe('what a user reads of a refused session', () => {
  it('of a CA that is not in the anchor', async () => {
    const stranger = await makeCa(now, { name: 'stranger' });
    const by = signingIdentity(await makeCertificate(now, { issuer: stranger }));
    expect(await shown({ by })).toMatch(
      /^IAMRA407 AWS refused the session: “Untrusted signing certificate”: the issuer of the certificate, CN=iamra workload CA stranger, O=stranger, leads to no CA of arn:.* Fix: compare the issuer with the anchor: aws rolesanywhere get-trust-anchor/,
    );
  });

  it('of a certificate that is revoked', async () => {
    const at = await world();
    const leaf = await makeCertificate(now, { issuer: at.ca });
    const crlData = Buffer.from(await makeRevocationList(now, at.ca, leaf));
    const input = { name: 'list', crlData, trustAnchorArn: at.trustAnchorArn, enabled: true };
    await rolesAnywhereClient(bench.emulator).send(new ImportCrlCommand(input));
    const by = signingIdentity(leaf);
    expect(await shown({ at, by })).toContain(
      `or the certificate, ${by.certificate.serialNumber}, is revoked.`,
    );
  });

  it('of a certificate that lacks digitalSignature', async () => {
    const keyUsages = KeyUsageFlags.keyEncipherment;
    const leaf = await makeCertificate(now, { issuer: bench.world.ca, keyUsages });
    expect(await shown({ by: signingIdentity(leaf) })).toMatch(
      /^IAMRA408 .*“Untrusted certificate. Insufficient certificate”: the certificate lacks what Roles Anywhere demands of one\. Fix: /,
    );
  });

  it.each([
    ['of a CA', () => makeCertificate(now, { issuer: bench.world.ca, ca: {} })],
    ['that is signed with SHA-1', () => makeWeakLeaf(now, bench.world.ca)],
  ])('of a certificate %s', async (_, make) => {
    expect(await shown({ by: signingIdentity(await make()) })).toMatch(
      /^IAMRA408 .*“Untrusted certificate. Insufficient certificate”: .*\. Fix: issue it anew: .*no CA.*SHA-256 or stronger/,
    );
  });

  it('of a certificate without a subject', async () => {
    const leaf = await makeCertificate(now, { issuer: bench.world.ca, subject: [] });
    expect(await shown({ by: signingIdentity(leaf) })).toMatch(
      /^IAMRA408 .*“Access denied”: the certificate has no subject\. Fix: /,
    );
  });

  it('of a certificate that has expired', async () => {
    const ago = (hours: number): Date => new Date(now.getTime() - hours * 60 * minute);
    const validity = { notBefore: ago(2), notAfter: ago(1) };
    const leaf = await makeCertificate(now, { issuer: bench.world.ca, validity });
    expect(await shown({ by: signingIdentity(leaf) })).toMatch(
      /^IAMRA406 .*“Untrusted signing certificate”: the certificate expired at /,
    );
  });

  it('of a key that is not that of the certificate', async () => {
    const { keys } = await makeCertificate(now);
    const by = { ...bench.identity, privateKey: keys.privateKey };
    expect(await shown({ by })).toMatch(
      /^IAMRA409 .*“Invalid signature”: the request was changed on its way, or a clock is wrong\. Fix: /,
    );
  });

  it('of a clock that is half an hour behind', async () => {
    expect(await shown({ behindMilliseconds: 30 * minute })).toMatch(
      /^IAMRA410 .*“Invalid signature”: the clock here is 30 minutes behind AWS's\. Fix: /,
    );
  });

  it('of a trust anchor that is disabled', async () => {
    const at = await world();
    const { trustAnchorId } = at;
    await rolesAnywhereClient(bench.emulator).send(
      new DisableTrustAnchorCommand({ trustAnchorId }),
    );
    expect(await shown({ at })).toMatch(
      /^IAMRA411 .*“Specified Trust Anchor wasn't found\.”: arn:.* does not exist in eu-west-1 or is disabled\. Fix: aws rolesanywhere get-trust-anchor/,
    );
  });

  it('of a trust anchor that is deleted', async () => {
    const at = await world();
    const { trustAnchorId, trustAnchorArn } = at;
    await rolesAnywhereClient(bench.emulator).send(new DeleteTrustAnchorCommand({ trustAnchorId }));
    expect(await shown({ at })).toContain(
      `wasn't found.”: ${trustAnchorArn} does not exist in eu-west-1 or is disabled. Fix: aws rolesanywhere get-trust-anchor --region eu-west-1 --trust-anchor-id ${trustAnchorId}`,
    );
  });

  it('of a trust anchor of another region', async () => {
    const trustAnchorArn = bench.world.trustAnchorArn.replace('eu-west-1', 'us-east-1');
    expect(await shown({ change: { trustAnchorArn } })).toMatch(
      /^IAMRA411 .*: arn:aws:rolesanywhere:us-east-1:\S* does not exist in eu-west-1 or is disabled\./,
    );
  });

  it('of a profile that is disabled', async () => {
    const at = await world();
    const { profileId } = at;
    await rolesAnywhereClient(bench.emulator).send(new DisableProfileCommand({ profileId }));
    expect(await shown({ at, by: await leafOf(at) })).toMatch(
      /^IAMRA412 .*“Invalid or empty profile provided\.”: arn:.* does not exist in eu-west-1 or is disabled\. Fix: aws rolesanywhere get-profile/,
    );
  });

  it('of a role that the profile does not list', async () => {
    const { roleArn } = await world();
    expect(await shown({ change: { roleArn } })).toMatch(
      /^IAMRA413 .*“Requested Role isn't one of those listed in the Profile\.”: arn:.* does not list arn:.* Fix: .*iamra role add/,
    );
  });

  it('of a role whose trust policy demands another identity', async () => {
    const identity = 'spiffe://test/ns/web/sa/other';
    const at = await world({
      conditions: { StringEquals: { 'aws:PrincipalTag/x509SAN/URI': identity } },
    });
    expect(await shown({ at, by: await leafOf(at) })).toMatch(
      /^IAMRA414 .*“Unable to assume role for arn:.*”: the trust policy of the role must allow .* aws:PrincipalTag\/x509SAN\/URI spiffe:\/\/test\/ns\/web\/sa\/web; .*\. Fix: compare: aws iam get-role/,
    );
  });

  it.each([
    ['a trust policy without sts:TagSession', { trustPolicy: withoutTagSession }],
    ['a profile whose mappings are null', { withoutMappings: true }],
  ])('of a role behind %s', async (_, options) => {
    const at = await world(options);
    const text = await shown({ at, by: await leafOf(at) });
    expect(text).toMatch(
      /^IAMRA414 .*must allow sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity .*; a profile whose attributeMappings are null sends no such tag, and a role just made takes seconds to be known\. Fix: /,
    );
    expect(text).toContain(
      `get-profile --region eu-west-1 --profile-id ${at.profileId} --query profile.attributeMappings (iamra init puts them back); for a new role, wait`,
    );
  });

  it('of a session that is longer than the role allows', async () => {
    const at = await world({ maxSessionDuration: 3600, durationSeconds: 7200 });
    expect(await shown({ at, by: await leafOf(at) })).toMatch(
      /^IAMRA415 .*“The requested DurationSeconds exceeds the MaxSessionDuration set for this role\.”: the profile's duration is more than the role allows\. Fix: /,
    );
  });

  it('of a session name that the profile does not accept', async () => {
    expect(await shown({ change: { sessionName: 'web-5d-abc' } })).toMatch(
      /^IAMRA416 .*“Not authorized to set roleSessionName”: arn:.* accepts no session names\. Fix: aws rolesanywhere update-profile .*--accept-role-session-name/,
    );
  });

  it('of too many sessions at once', async () => {
    bench.emulator.setFaults([
      { match: { operation: 'CreateSession' }, fault: { kind: 'throttle' }, times: 1 },
    ]);
    expect(await shown({})).toBe(
      'IAMRA417 AWS throttles the creation of sessions: “Rate exceeded”. Fix: wait: the agent tries again; for many pods, ask AWS for a higher CreateSession rate in the region',
    );
  });
});

it('a trust anchor with a certificate that is no CA is refused in AWS’s words', async () => {
  const { account, url } = bench.emulator;
  const { rolesAnywhere } = await sdkAws({
    ...{ region: account.region, endpointUrl: url, environment: {} },
    credentials: { ...account.administrator },
  });
  const { certificatePem } = await makeCertificate(now);
  const creation = rolesAnywhere.createTrustAnchor({
    ...{ name: 'anchor', certificates: certificatePem, tags: {} },
  });
  await expect(creation).rejects.toMatchObject({
    code: 'IAMRA208',
    message: 'CreateTrustAnchor: Incorrect basic constraints for CA certificate',
  });
});
