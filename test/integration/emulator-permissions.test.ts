import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CreateProfileCommand,
  CreateTrustAnchorCommand,
  DeleteTrustAnchorCommand,
  DisableTrustAnchorCommand,
  ListProfilesCommand,
  TagResourceCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-rolesanywhere';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import type { ExchangeEntry } from '../../src/emulator/server/exchange-log.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { refusalOf } from '../fixtures/aws-refusal.ts';
import { makeCa } from '../fixtures/certificates.ts';
import { iamClient, rolesAnywhereClient, stsClient } from '../fixtures/emulator-clients.ts';
import { emulatorWith, permissionsText as policy } from '../fixtures/permissions.ts';
import { trustPolicyText } from '../fixtures/roles.ts';

const account = '123456789012';
const administrator = `arn:aws:iam::${account}:user/administrator`;
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const ours = { key: 'cluster', value: 'home' };
const oursInIam = { Key: 'cluster', Value: 'home' };

async function trustAnchorInput(): Promise<CreateTrustAnchorCommand['input']> {
  const { certificatePem } = await makeCa(new Date());
  const sourceData = { x509CertificateData: certificatePem };
  return { name: 'a', source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData }, tags: [ours] };
}

const newRole = (RoleName: string, more: object = {}): CreateRoleCommand =>
  new CreateRoleCommand({
    RoleName,
    AssumeRolePolicyDocument: trustPolicyText(),
    Tags: [oursInIam],
    ...more,
  });

describe('an administrator with permissions', () => {
  it('is told by IAM what is missing', async () => {
    const emulator = await emulatorWith({ permissions: policy({ Action: 'iam:GetRole' }) });
    expect(await refusalOf(iamClient(emulator).send(newRole('web')))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: ${administrator} is not authorized to perform: iam:CreateRole on resource: ${roleArn('web')} because no identity-based policy allows the iam:CreateRole action`,
    });
  });

  it('is told by Roles Anywhere what is missing', async () => {
    const emulator = await emulatorWith({ permissions: policy({ Action: 'iam:*' }) });
    const listing = rolesAnywhereClient(emulator).send(new ListProfilesCommand({}));
    expect(await refusalOf(listing)).toEqual({
      name: 'AccessDeniedException',
      status: 403,
      message: `User: ${administrator} is not authorized to perform: rolesanywhere:ListProfiles on resource: * because no identity-based policy allows the rolesanywhere:ListProfiles action`,
    });
  });

  it('is told of a Deny as such', async () => {
    const permissions = policy({ Action: '*' }, { Effect: 'Deny', Action: 'iam:List*' });
    const emulator = await emulatorWith({ permissions });
    const { message } = await refusalOf(iamClient(emulator).send(new ListRolesCommand({})));
    expect(message).toContain('with an explicit deny in an identity-based policy');
  });

  it('may always ask who they are', async () => {
    const emulator = await emulatorWith({ permissions: policy({ Action: 's3:*' }) });
    const { Arn } = await stsClient(emulator).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(administrator);
  });

  it('needs iam:TagRole too for a role with tags, and a boundary where one is demanded', async () => {
    const boundary = 'arn:aws:iam::aws:policy/Bound';
    const bounded = { StringEquals: { 'iam:PermissionsBoundary': boundary } };
    const tagged = { StringEquals: { 'aws:RequestTag/cluster': 'home' } };
    const create = { Action: 'iam:CreateRole', Condition: bounded };
    const untagging = await emulatorWith({ permissions: policy(create) });
    const PermissionsBoundary = boundary;
    const bound = iamClient(untagging).send(newRole('web', { PermissionsBoundary }));
    expect((await refusalOf(bound)).message).toContain('iam:TagRole on resource');

    const permissions = policy(create, { Action: 'iam:TagRole', Condition: tagged });
    const emulator = await emulatorWith({ permissions });
    const iam = iamClient(emulator);
    expect((await refusalOf(iam.send(newRole('web')))).message).toContain('iam:CreateRole');
    const other = newRole('web', { PermissionsBoundary, Tags: [{ Key: 'cluster', Value: 'x' }] });
    expect((await refusalOf(iam.send(other))).message).toContain('iam:TagRole');
    await iam.send(newRole('web', { PermissionsBoundary }));
  });

  it('reaches only roles with the tag that is demanded', async () => {
    const Condition = { StringEquals: { 'aws:ResourceTag/cluster': 'home' } };
    const permissions = policy(
      { Action: ['iam:CreateRole', 'iam:GetRole'] },
      { Action: 'iam:TagRole', Condition: { StringEquals: { 'aws:RequestTag/cluster': 'home' } } },
      { Action: ['iam:DeleteRole', 'iam:UntagRole', 'iam:PutRolePolicy'], Condition },
    );
    const emulator = await emulatorWith({ permissions });
    const iam = iamClient(emulator);
    await iam.send(newRole('web'));
    await iam.send(newRole('other', { Tags: [] }));
    const RoleName = 'other';
    expect((await refusalOf(iam.send(new DeleteRoleCommand({ RoleName })))).message).toContain(
      `iam:DeleteRole on resource: ${roleArn('other')}`,
    );
    const tag = new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'a' }] });
    expect((await refusalOf(iam.send(tag))).message).toContain('iam:TagRole');
    await iam.send(new UntagRoleCommand({ RoleName: 'web', TagKeys: ['none'] }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'web' }));
    // What isn't there has no tags.
    const gone = iam.send(new DeleteRoleCommand({ RoleName: 'web' }));
    expect((await refusalOf(gone)).name).toBe('AccessDenied');
    const missing = iam.send(new GetRoleCommand({ RoleName: 'web' }));
    expect((await refusalOf(missing)).name).toBe('NoSuchEntityException');
  });

  it('attaches only policies, and sets only boundaries, that are named', async () => {
    const named = (key: string) => ({ ArnLike: { [key]: 'arn:aws:iam::aws:policy/Good*' } });
    const permissions = policy(
      { Action: ['iam:CreateRole', 'iam:TagRole'] },
      { Action: 'iam:AttachRolePolicy', Condition: named('iam:PolicyARN') },
      { Action: 'iam:PutRolePermissionsBoundary', Condition: named('iam:PermissionsBoundary') },
    );
    const iam = iamClient(await emulatorWith({ permissions }));
    await iam.send(newRole('web'));
    const attach = (name: string) =>
      iam.send(
        new AttachRolePolicyCommand({
          RoleName: 'web',
          PolicyArn: `arn:aws:iam::aws:policy/${name}`,
        }),
      );
    const bound = (name: string) =>
      iam.send(
        new PutRolePermissionsBoundaryCommand({
          RoleName: 'web',
          PermissionsBoundary: `arn:aws:iam::aws:policy/${name}`,
        }),
      );
    await attach('GoodOne');
    await bound('GoodOne');
    expect((await refusalOf(attach('Bad'))).message).toContain('iam:AttachRolePolicy');
    expect((await refusalOf(bound('Bad'))).message).toContain('iam:PutRolePermissionsBoundary');
  });

  it('needs the service-linked role for the first trust anchor, until it is there', async () => {
    const input = await trustAnchorInput();
    const service = { StringEquals: { 'iam:AWSServiceName': 'rolesanywhere.amazonaws.com' } };
    const anchors = { Action: ['rolesanywhere:CreateTrustAnchor', 'rolesanywhere:TagResource'] };
    const emulator = await emulatorWith({ permissions: policy(anchors) });
    const create = rolesAnywhereClient(emulator).send(new CreateTrustAnchorCommand(input));
    expect((await refusalOf(create)).message).toContain(
      `iam:CreateServiceLinkedRole on resource: arn:aws:iam::${account}:role/aws-service-role/rolesanywhere.amazonaws.com/AWSServiceRoleForRolesAnywhere`,
    );
    const linked = { Action: 'iam:CreateServiceLinkedRole', Condition: service };
    const allowed = await emulatorWith({ permissions: policy(anchors, linked) });
    const client = rolesAnywhereClient(allowed);
    await client.send(new CreateTrustAnchorCommand(input));
    const AWSServiceName = 'rolesanywhere.amazonaws.com';
    await iamClient(allowed).send(new CreateServiceLinkedRoleCommand({ AWSServiceName }));
    await client.send(new CreateTrustAnchorCommand(input));
    expect((await demandsOf(allowed)).at(-1)?.map(({ action }) => action)).toEqual([
      'rolesanywhere:CreateTrustAnchor',
      'rolesanywhere:TagResource',
    ]);
  });

  it('may put only such roles into a profile as they may pass to the service', async () => {
    const passed = { StringEquals: { 'iam:PassedToService': 'rolesanywhere.amazonaws.com' } };
    const permissions = policy(
      { Action: 'rolesanywhere:*' },
      { Action: 'iam:GetRole' },
      { Action: 'iam:PassRole', Resource: roleArn('web'), Condition: passed },
    );
    const client = rolesAnywhereClient(await emulatorWith({ permissions }));
    const create = (name: string) =>
      client.send(new CreateProfileCommand({ name: 'p', roleArns: [roleArn(name)] }));
    expect((await refusalOf(create('other'))).message).toContain(
      `iam:PassRole on resource: ${roleArn('other')}`,
    );
    const { profile } = await create('web');
    const profileId = profile?.profileId;
    await client.send(new UpdateProfileCommand({ profileId, durationSeconds: 900 }));
    const roleArns = [roleArn('web'), roleArn('other')];
    const update = client.send(new UpdateProfileCommand({ profileId, roleArns }));
    expect((await refusalOf(update)).message).toContain('iam:PassRole');
    const managedPolicyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    const limit = client.send(new UpdateProfileCommand({ profileId, managedPolicyArns }));
    expect((await refusalOf(limit)).message).toContain('iam:GetPolicy');
  });

  it('reaches only trust anchors of the region and with the tag that are demanded', async () => {
    const here = `arn:aws:rolesanywhere:eu-west-1:${account}:trust-anchor/*`;
    const Condition = { StringEquals: { 'aws:ResourceTag/cluster': 'home' } };
    const change = ['DisableTrustAnchor', 'DeleteTrustAnchor', 'TagResource'];
    const permissions = policy(
      {
        Action: 'rolesanywhere:CreateTrustAnchor',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      },
      { Action: 'iam:CreateServiceLinkedRole' },
      {
        Action: 'rolesanywhere:TagResource',
        Condition: { StringEquals: { 'aws:RequestTag/cluster': 'home' } },
      },
      { Action: change.map((name) => `rolesanywhere:${name}`), Resource: here, Condition },
    );
    const emulator = await emulatorWith({ permissions });
    const client = rolesAnywhereClient(emulator);
    const input = await trustAnchorInput();
    const abroad = rolesAnywhereClient(emulator, { region: 'eu-central-1' });
    const elsewhere = abroad.send(new CreateTrustAnchorCommand(input));
    expect((await refusalOf(elsewhere)).message).toContain('rolesanywhere:CreateTrustAnchor');

    const made = await client.send(new CreateTrustAnchorCommand(input));
    const { trustAnchorId, trustAnchorArn: resourceArn } = made.trustAnchor ?? {};
    const tags = [{ key: 'team', value: 'a' }];
    await client.send(new TagResourceCommand({ resourceArn, tags }));
    await client.send(new DisableTrustAnchorCommand({ trustAnchorId }));
    await client.send(new DeleteTrustAnchorCommand({ trustAnchorId }));

    const other = await client.send(new CreateTrustAnchorCommand({ ...input, tags: [] }));
    const id = other.trustAnchor?.trustAnchorId;
    const deletion = client.send(new DeleteTrustAnchorCommand({ trustAnchorId: id }));
    expect((await refusalOf(deletion)).message).toContain('rolesanywhere:DeleteTrustAnchor');
  });

  it('is refused at the start with what is no policy', async () => {
    await expect(startEmulator({ permissions: '{"Statement":[]}' })).rejects.toMatchObject({
      code: 'IAMRA901',
      message: 'The permissions are no IAM policy: Statement: must not be empty.',
    });
  });
});

async function demandsOf(
  emulator: RunningEmulator,
): Promise<NonNullable<ExchangeEntry['demands']>[]> {
  const answer = await fetch(`${emulator.url}/_emulator/requests`);
  const entries = (await answer.json()) as ExchangeEntry[];
  return entries.flatMap(({ demands }) => (demands === undefined ? [] : [demands]));
}
