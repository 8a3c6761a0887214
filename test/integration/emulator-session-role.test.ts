import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import { DisableProfileCommand, UpdateProfileCommand } from '@aws-sdk/client-rolesanywhere';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate, signingIdentity } from '../fixtures/certificates.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { denied, type SessionBench, startSessionBench } from '../fixtures/session-bench.ts';
import { makeSessionWorld, send } from '../fixtures/session-world.ts';
import { signedCall } from '../fixtures/signed-call.ts';

const now = new Date();
let bench: SessionBench;

beforeAll(async () => {
  bench = await startSessionBench();
});

afterAll(async () => {
  await bench.emulator.close();
});

describe('the profile', () => {
  const refused = denied('Invalid or empty profile provided.');

  async function fresh() {
    const at = await makeSessionWorld(bench.emulator, { maxSessionDuration: 3600 });
    return { at, by: signingIdentity(await makeCertificate(now, { issuer: at.ca })) };
  }

  it('must exist and be enabled', async () => {
    const { at, by } = await fresh();
    const other = at.profileArn.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await send(bench.request({ profileArn: other }, { at, by }))).toMatchObject(refused);
    const client = rolesAnywhereClient(bench.emulator);
    await client.send(new DisableProfileCommand({ profileId: at.profileId }));
    expect(await send(bench.request({}, { at, by }))).toMatchObject(refused);
  });

  it('must list the role', async () => {
    expect(await send(bench.request({ roleArn: `${bench.world.roleArn}x` }))).toMatchObject(
      denied("Requested Role isn't one of those listed in the Profile."),
    );
  });

  it('must take session names before one is given', async () => {
    expect(await send(bench.request({ sessionName: 'web' }))).toMatchObject(
      denied('Not authorized to set roleSessionName'),
    );
  });

  it('may not go beyond what the role allows', async () => {
    const { at, by } = await fresh();
    const update = { profileId: at.profileId, durationSeconds: 7200 };
    await rolesAnywhereClient(bench.emulator).send(new UpdateProfileCommand(update));
    const tooLong = denied(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
    expect(await send(bench.request({}, { at, by }))).toMatchObject(tooLong);
    expect((await send(bench.request({ durationSeconds: 3600 }, { at, by }))).status).toBe(201);
  });
});

describe('the role', () => {
  type Options = NonNullable<Parameters<typeof makeSessionWorld>[1]>;

  async function answerTo(options: Options) {
    const at = await makeSessionWorld(bench.emulator, options);
    const by = signingIdentity(await makeCertificate(now, { issuer: at.ca }));
    const answer = await send(bench.request({}, { at, by }));
    return { answer, unable: denied(`Unable to assume role for ${at.roleArn}`), at, by };
  }

  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  };

  it('must exist', async () => {
    const { at, by, unable, answer } = await answerTo({});
    expect(answer.status).toBe(201);
    const RoleName = at.roleArn.split('/').at(-1);
    await iamClient(bench.emulator).send(new DeleteRoleCommand({ RoleName }));
    expect(await send(bench.request({}, { at, by }))).toMatchObject(unable);
  });

  it.each<[string, Options, string]>([
    [
      'of another identity',
      {
        conditions: {
          StringEquals: { 'aws:PrincipalTag/x509SAN/URI': 'spiffe://test/ns/web/sa/other' },
        },
      },
      'x509SAN/URI',
    ],
    [
      'of another trust anchor',
      {
        conditions: {
          ArnEquals: {
            'aws:SourceArn': 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/x',
          },
        },
      },
      'aws:SourceArn',
    ],
    [
      'without sts:TagSession',
      {
        trustPolicy: () => ({
          Version: '2012-10-17',
          Statement: [{ ...statement, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }],
        }),
      },
      'sts:TagSession',
    ],
    [
      'without sts:SetSourceIdentity',
      {
        trustPolicy: () => ({
          Version: '2012-10-17',
          Statement: [{ ...statement, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
        }),
      },
      'sts:SetSourceIdentity',
    ],
    [
      'of another service',
      {
        trustPolicy: () => ({
          Version: '2012-10-17',
          Statement: [{ ...statement, Principal: { Service: 'ec2.amazonaws.com' } }],
        }),
      },
      'sts:AssumeRole',
    ],
    [
      'with a Deny',
      {
        trustPolicy: () => ({
          Version: '2012-10-17',
          Statement: [statement, { ...statement, Sid: 'No', Effect: 'Deny' }],
        }),
      },
      'No',
    ],
  ])('may not be assumed by a trust policy %s', async (_, options, why) => {
    const { answer, unable } = await answerTo(options);
    expect(answer).toMatchObject(unable);
    expect(bench.explanation()).toContain(why);
  });

  it('may not be assumed for a tag that no mapping gives', async () => {
    const { at, by, unable, answer } = await answerTo({});
    expect(answer.status).toBe(201);
    await signedCall(bench.emulator, {
      method: 'DELETE',
      path: `/profiles/${at.profileId}/mappings`,
      query: { certificateField: 'x509SAN' },
    });
    expect(await send(bench.request({}, { at, by }))).toMatchObject(unable);
  });

  it('may not be assumed by a trust policy that the emulator does not understand, and says so', async () => {
    const { answer } = await answerTo({ conditions: { Bool: { 'aws:ViaAWSService': 'true' } } });
    expect(answer.status).toBe(403);
    expect(answer.message).toMatch(
      /^Unable to assume role for arn:\S+ \(the emulator cannot evaluate/,
    );
  });
});
