import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateServiceLinkedRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  paginateListAttachedRolePolicies,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { refusalOf } from '../fixtures/aws-refusal.ts';
import { iamClient } from '../fixtures/emulator-clients.ts';
import { makeRole } from '../fixtures/roles.ts';

const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }],
});

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.close();
});

const iam = () => iamClient(emulator);

async function makePolicy(PolicyName: string): Promise<string> {
  const { Policy } = await iam().send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return Policy?.Arn ?? '';
}

describe('managed policies of a role', () => {
  const attach = (RoleName: string, PolicyArn: string) =>
    iam().send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));

  it('are attached once, listed and detached', async () => {
    const RoleName = 'attaching';
    await makeRole(emulator, RoleName);
    const own = await makePolicy('own');
    for (const arn of [managed('service-role/Deep'), own, own]) await attach(RoleName, arn);
    const list = async () => {
      const answer = await iam().send(new ListAttachedRolePoliciesCommand({ RoleName }));
      return answer.AttachedPolicies;
    };
    expect(await list()).toEqual([
      { PolicyName: 'own', PolicyArn: own },
      { PolicyName: 'Deep', PolicyArn: managed('service-role/Deep') },
    ]);
    await iam().send(new DetachRolePolicyCommand({ RoleName, PolicyArn: own }));
    expect(await list()).toHaveLength(1);
    const again = iam().send(new DetachRolePolicyCommand({ RoleName, PolicyArn: own }));
    expect(await refusalOf(again)).toEqual({
      name: 'NoSuchEntityException',
      message: `Policy ${own} was not found.`,
      status: 404,
    });
  });

  it('are ten at most, and listed in pages', async () => {
    const RoleName = 'many';
    await makeRole(emulator, RoleName);
    for (let index = 0; index < 10; index += 1) await attach(RoleName, managed(`Policy${index}`));
    expect(await refusalOf(attach(RoleName, managed('OneMore')))).toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
    });
    const sizes: number[] = [];
    const pages = paginateListAttachedRolePolicies({ client: iam(), pageSize: 4 }, { RoleName });
    for await (const page of pages) sizes.push(page.AttachedPolicies?.length ?? 0);
    expect(sizes).toEqual([4, 4, 2]);
  });

  it('must exist, unless they are of AWS', async () => {
    await makeRole(emulator, 'strict');
    const missing = 'arn:aws:iam::123456789012:policy/none';
    expect(await refusalOf(attach('strict', missing))).toEqual({
      name: 'NoSuchEntityException',
      message: `Policy ${missing} does not exist or is not attachable.`,
      status: 404,
    });
    expect(await refusalOf(attach('strict', 'arn:aws:s3:::not-a-policy'))).toEqual({
      name: 'InvalidInputException',
      message: 'ARN arn:aws:s3:::not-a-policy is not valid.',
      status: 400,
    });
    expect((await refusalOf(attach('strict', 'short'))).message).toMatch(/at 'policyArn' .* 20/);
  });
});

describe('inline policies of a role', () => {
  const RoleName = 'inline';
  const put = (PolicyName: string, document: string) =>
    iam().send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: document }));

  it('are put, shown, listed and deleted, and keep the role', async () => {
    await makeRole(emulator, RoleName);
    await put('read', PolicyDocument);
    await put('also', PolicyDocument);
    expect(
      await iam().send(new GetRolePolicyCommand({ RoleName, PolicyName: 'read' })),
    ).toMatchObject({
      RoleName,
      PolicyName: 'read',
      PolicyDocument: encodeURIComponent(PolicyDocument).replaceAll('*', '%2A'),
    });
    const { PolicyNames } = await iam().send(new ListRolePoliciesCommand({ RoleName }));
    expect(PolicyNames).toEqual(['also', 'read']);
    expect((await refusalOf(iam().send(new DeleteRoleCommand({ RoleName })))).message).toBe(
      'Cannot delete entity, must delete policies first.',
    );
    const remove = () => iam().send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'read' }));
    await remove();
    expect(await refusalOf(remove())).toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role policy with name read cannot be found.',
    });
  });

  it('must be policies, and not too long', async () => {
    expect((await refusalOf(put('bad', '{"Statement":[]}'))).name).toBe(
      'MalformedPolicyDocumentException',
    );
    const Sid = 'A'.repeat(10_240);
    const long = JSON.stringify({
      Statement: [{ Sid, Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    expect(await refusalOf(put('long', long))).toMatchObject({
      name: 'LimitExceededException',
      message: 'Maximum policy size of 10240 bytes exceeded for role inline',
    });
  });
});

describe('a managed policy', () => {
  it('is made, shown with how often it is used, and deleted when it is not', async () => {
    const PolicyArn = await makePolicy('counted');
    await makeRole(emulator, 'counting', { PermissionsBoundary: PolicyArn });
    await iam().send(new AttachRolePolicyCommand({ RoleName: 'counting', PolicyArn }));
    const { Policy } = await iam().send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({
      PolicyName: 'counted',
      Arn: 'arn:aws:iam::123456789012:policy/counted',
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 1,
      IsAttachable: true,
    });
    expect(Policy?.PolicyId).toMatch(/^ANPA[A-Z2-7]{17}$/);
    const remove = () => iam().send(new DeletePolicyCommand({ PolicyArn }));
    expect(await refusalOf(remove())).toEqual({
      name: 'DeleteConflictException',
      message: 'Cannot delete a policy attached to entities.',
      status: 409,
    });
    await iam().send(new DetachRolePolicyCommand({ RoleName: 'counting', PolicyArn }));
    await iam().send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'counting' }));
    await remove();
    expect((await refusalOf(iam().send(new GetPolicyCommand({ PolicyArn })))).message).toBe(
      `Policy ${PolicyArn} was not found.`,
    );
  });

  it('cannot be made twice', async () => {
    await makePolicy('Once');
    expect(await refusalOf(makePolicy('once'))).toEqual({
      name: 'EntityAlreadyExistsException',
      message: 'A policy called once already exists. Duplicate names are not allowed.',
      status: 409,
    });
  });

  it('of AWS is there under any name', async () => {
    const PolicyArn = managed('job-function/ViewOnlyAccess');
    const { Policy } = await iam().send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({ PolicyName: 'ViewOnlyAccess', Path: '/job-function/' });
    const deletion = iam().send(new DeletePolicyCommand({ PolicyArn }));
    expect(await refusalOf(deletion)).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});

describe('a permissions boundary', () => {
  it('is put and taken away', async () => {
    const RoleName = 'bounded';
    const PermissionsBoundary = managed('PowerUserAccess');
    await makeRole(emulator, RoleName);
    await iam().send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    const { Role } = await iam().send(new GetRoleCommand({ RoleName }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
    const remove = () => iam().send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    await remove();
    expect((await refusalOf(remove())).name).toBe('NoSuchEntityException');
  });
});

describe('the service-linked role of Roles Anywhere', () => {
  const create = (AWSServiceName: string) =>
    iam().send(new CreateServiceLinkedRoleCommand({ AWSServiceName }));

  it('is made once, and only AWS may change it', async () => {
    const { Role } = await create('rolesanywhere.amazonaws.com');
    expect(Role).toMatchObject({
      RoleName: 'AWSServiceRoleForRolesAnywhere',
      Path: '/aws-service-role/rolesanywhere.amazonaws.com/',
    });
    expect(await refusalOf(create('rolesanywhere.amazonaws.com'))).toEqual({
      name: 'InvalidInputException',
      message:
        'Service role name AWSServiceRoleForRolesAnywhere has been taken in this account, please try a different suffix.',
      status: 400,
    });
    const RoleName = 'AWSServiceRoleForRolesAnywhere';
    const change = iam().send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'a', Value: 'b' }] }));
    expect(await refusalOf(change)).toMatchObject({
      name: 'UnmodifiableEntityException',
      status: 400,
    });
  });

  it('is the only one that is known', async () => {
    expect((await refusalOf(create('ecs.amazonaws.com'))).name).toBe('InvalidInputException');
  });
});
