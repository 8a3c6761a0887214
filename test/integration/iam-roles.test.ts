import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { refusalOf } from '../fixtures/aws-refusal.ts';
import { iamClient } from '../fixtures/emulator-clients.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.close();
});

const iam = () => iamClient(emulator);
const getRole = (RoleName: string) => iam().send(new GetRoleCommand({ RoleName }));

describe('a role', () => {
  it('comes back as it was made, its trust policy in URL encoding', async () => {
    const policy = trustPolicyText({
      Condition: { StringLike: { 'aws:PrincipalTag/x': "it's (a*)!" } },
    });
    const made = await makeRole(emulator, 'made', {
      AssumeRolePolicyDocument: policy,
      Path: '/team/a/',
      Description: 'for <tests> & "more"',
      MaxSessionDuration: 7200,
      PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      Tags: [
        { Key: 'team', Value: 'blue / red' },
        { Key: 'empty', Value: '' },
      ],
    });
    const { Role } = await getRole('made');
    expect(Role).toEqual({ ...made, RoleLastUsed: {} });
    expect(Role).toMatchObject({
      RoleName: 'made',
      Path: '/team/a/',
      Arn: 'arn:aws:iam::123456789012:role/team/a/made',
      Description: 'for <tests> & "more"',
      MaxSessionDuration: 7200,
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
      },
      Tags: [
        { Key: 'team', Value: 'blue / red' },
        { Key: 'empty', Value: '' },
      ],
    });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(Role?.CreateDate).toBeInstanceOf(Date);
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^[\w%.~-]+$/);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(policy);
  });

  it('has an hour for its sessions and the path / unless told otherwise', async () => {
    const role = await makeRole(emulator, 'plain');
    expect(role).toMatchObject({ Path: '/', MaxSessionDuration: 3600 });
    expect(role.Tags).toBeUndefined();
    expect(role.Description).toBeUndefined();
  });

  it('can be changed', async () => {
    await makeRole(emulator, 'changing', { Description: 'before' });
    await iam().send(new UpdateRoleCommand({ RoleName: 'changing', MaxSessionDuration: 43_200 }));
    expect((await getRole('changing')).Role).toMatchObject({
      MaxSessionDuration: 43_200,
      Description: 'before',
    });
    await iam().send(new UpdateRoleCommand({ RoleName: 'changing', Description: 'after' }));
    expect((await getRole('changing')).Role?.Description).toBe('after');
    const PolicyDocument = trustPolicyText({ Effect: 'Deny' });
    await iam().send(new UpdateAssumeRolePolicyCommand({ RoleName: 'changing', PolicyDocument }));
    const { Role } = await getRole('changing');
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(PolicyDocument);
  });

  it('gets another ID when it is made anew', async () => {
    const first = await makeRole(emulator, 'again');
    await iam().send(new DeleteRoleCommand({ RoleName: 'again' }));
    const second = await makeRole(emulator, 'again');
    expect(second.Arn).toBe(first.Arn);
    expect(second.RoleId).not.toBe(first.RoleId);
  });

  it('cannot be made twice, whatever the case and path of its name', async () => {
    await makeRole(emulator, 'Twice');
    expect(await refusalOf(makeRole(emulator, 'twice', { Path: '/x/' }))).toEqual({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name twice already exists.',
      status: 409,
    });
  });

  it('that is not there cannot be found', async () => {
    const expected = {
      name: 'NoSuchEntityException',
      message: 'The role with name nobody cannot be found.',
      status: 404,
    };
    expect(await refusalOf(getRole('nobody'))).toEqual(expected);
    expect(await refusalOf(iam().send(new DeleteRoleCommand({ RoleName: 'nobody' })))).toEqual(
      expected,
    );
    expect(await refusalOf(iam().send(new UpdateRoleCommand({ RoleName: 'nobody' })))).toEqual(
      expected,
    );
  });

  it('is not deleted while a policy is attached', async () => {
    const RoleName = 'attached';
    const policy = { RoleName, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
    await makeRole(emulator, RoleName);
    await iam().send(new AttachRolePolicyCommand(policy));
    expect(await refusalOf(iam().send(new DeleteRoleCommand({ RoleName })))).toEqual({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
      status: 409,
    });
    await iam().send(new DetachRolePolicyCommand(policy));
    await iam().send(new DeleteRoleCommand({ RoleName }));
    expect((await refusalOf(getRole(RoleName))).name).toBe('NoSuchEntityException');
  });
});

describe('what IAM refuses in a role', () => {
  const cases: readonly [string, Parameters<typeof makeRole>[2], RegExp][] = [
    [
      'a name with a blank',
      { RoleName: 'a b' },
      /Value 'a b' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\w\+=,\.@-\]\+/,
    ],
    [
      'a name of 65 characters',
      { RoleName: 'a'.repeat(65) },
      /at 'roleName' .* length less than or equal to 64/,
    ],
    [
      'no trust policy',
      { AssumeRolePolicyDocument: undefined },
      /Value null at 'assumeRolePolicyDocument' .* Member must not be null/,
    ],
    ['a path without slashes', { Path: 'team' }, /Value 'team' at 'path'/],
    [
      'a session of 15 minutes',
      { MaxSessionDuration: 900 },
      /Value '900' at 'maxSessionDuration' .* greater than or equal to 3600/,
    ],
    ['a session of a day', { MaxSessionDuration: 86_400 }, /less than or equal to 43200/],
    ['a description of 1001 characters', { Description: 'x'.repeat(1001) }, /at 'description'/],
    [
      'a tag with a forbidden character',
      { Tags: [{ Key: 'a#b', Value: '' }] },
      /Value 'a#b' at 'tags.1.member.key'/,
    ],
  ];
  it.each(cases)('%s', async (_, input, message) => {
    const refusal = await refusalOf(makeRole(emulator, 'refused', input));
    expect(refusal).toMatchObject({ name: 'ValidationError', status: 400 });
    expect(refusal.message).toMatch(message);
  });

  it('two tags whose keys differ in case alone', async () => {
    const Tags = [
      { Key: 'Team', Value: 'a' },
      { Key: 'team', Value: 'b' },
    ];
    expect(await refusalOf(makeRole(emulator, 'refused', { Tags }))).toMatchObject({
      name: 'InvalidInputException',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
  });

  it('a tag of AWS', async () => {
    const Tags = [{ Key: 'aws:x', Value: '' }];
    expect((await refusalOf(makeRole(emulator, 'refused', { Tags }))).name).toBe(
      'InvalidInputException',
    );
  });

  it('a boundary that is no policy', async () => {
    const PermissionsBoundary = 'arn:aws:iam::123456789012:policy/none';
    expect(await refusalOf(makeRole(emulator, 'refused', { PermissionsBoundary }))).toEqual({
      name: 'NoSuchEntityException',
      message: `Scope ARN: ${PermissionsBoundary} does not exist or is not attachable.`,
      status: 404,
    });
  });
});

describe('the list of roles', () => {
  const Path = '/listed/';

  beforeAll(async () => {
    for (const name of ['c', 'a', 'e', 'b', 'd'])
      await makeRole(emulator, `listed-${name}`, { Path });
  });

  it('comes in pages', async () => {
    const pages: string[][] = [];
    for await (const page of paginateListRoles(
      { client: iam(), pageSize: 2 },
      { PathPrefix: Path },
    )) {
      pages.push((page.Roles ?? []).map(({ RoleName = '' }) => RoleName));
    }
    expect(pages).toEqual([['listed-a', 'listed-b'], ['listed-c', 'listed-d'], ['listed-e']]);
  });

  it('tells whether there is more', async () => {
    const list = (MaxItems: number) =>
      iam().send(new ListRolesCommand({ PathPrefix: Path, MaxItems }));
    expect((await list(5)).IsTruncated).toBe(false);
    expect((await list(5)).Marker).toBeUndefined();
    expect((await list(4)).IsTruncated).toBe(true);
    expect((await list(4)).Marker).toEqual(expect.any(String));
  });

  it('is without tags and boundaries, as in AWS', async () => {
    await makeRole(emulator, 'shown', { Path: '/shown/', Tags: [{ Key: 'a', Value: 'b' }] });
    const { Roles } = await iam().send(new ListRolesCommand({ PathPrefix: '/shown/' }));
    expect(Roles).toHaveLength(1);
    expect(Roles?.[0]?.Tags).toBeUndefined();
    expect(Roles?.[0]?.AssumeRolePolicyDocument).toEqual(expect.any(String));
  });

  it('refuses a marker that it did not give, and a size of none', async () => {
    const marker = await refusalOf(iam().send(new ListRolesCommand({ Marker: 'nonsense' })));
    expect(marker).toMatchObject({ name: 'ValidationError', status: 400 });
    const size = await refusalOf(iam().send(new ListRolesCommand({ MaxItems: 0 })));
    expect(size.message).toMatch(/at 'maxItems' .* greater than or equal to 1/);
  });
});

describe('the tags of a role', () => {
  const RoleName = 'tagged';
  const tags = async () => {
    const { Tags = [] } = await iam().send(new ListRoleTagsCommand({ RoleName }));
    return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  };

  it('are added, replaced and taken away', async () => {
    await makeRole(emulator, RoleName, { Tags: [{ Key: 'team', Value: 'blue' }] });
    await iam().send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: 'Team', Value: 'red' },
          { Key: 'stage', Value: 'test' },
        ],
      }),
    );
    expect(await tags()).toEqual({ Team: 'red', stage: 'test' });
    await iam().send(new UntagRoleCommand({ RoleName, TagKeys: ['team', 'none'] }));
    expect(await tags()).toEqual({ stage: 'test' });
  });

  it('are 50 at most', async () => {
    const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    expect(await refusalOf(iam().send(new TagRoleCommand({ RoleName, Tags })))).toEqual({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for TagsPerRole: 50',
      status: 409,
    });
  });
});
