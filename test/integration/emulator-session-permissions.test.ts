import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { refusalOf } from '../fixtures/aws-refusal.ts';
import { iamClient, stsClient } from '../fixtures/emulator-clients.ts';
import { emulatorWith, permissionsText as policy } from '../fixtures/permissions.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';
import type { Credentials } from '../fixtures/signed-call.ts';

const account = '123456789012';
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

describe('a session', () => {
  const trust = trustPolicyText({
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
  });

  async function session(
    emulator: RunningEmulator,
    RoleName: string,
    more: object = {},
  ): Promise<Credentials> {
    await makeRole(emulator, RoleName, { AssumeRolePolicyDocument: trust, ...more });
    const { Credentials } = await stsClient(emulator).send(
      new AssumeRoleCommand({ RoleArn: roleArn(RoleName), RoleSessionName: 'pod' }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
  }

  it('may do what the policies of its role allow, and no more', async () => {
    const emulator = await emulatorWith({});
    const credentials = await session(emulator, 'reader');
    const administer = iamClient(emulator);
    const reader = iamClient(emulator, { credentials });
    const listing = () => reader.send(new ListRolesCommand({}));
    expect((await refusalOf(listing())).message).toBe(
      `User: arn:aws:sts::${account}:assumed-role/reader/pod is not authorized to perform: iam:ListRoles on resource: * because no identity-based policy allows the iam:ListRoles action`,
    );
    const PolicyDocument = policy({ Action: 'iam:ListRoles' });
    const inline = { RoleName: 'reader', PolicyName: 'read', PolicyDocument };
    await administer.send(new PutRolePolicyCommand(inline));
    expect((await listing()).Roles).toHaveLength(1);

    const getting = () => reader.send(new GetRoleCommand({ RoleName: 'reader' }));
    expect((await refusalOf(getting())).name).toBe('AccessDenied');
    const { Policy } = await administer.send(
      new CreatePolicyCommand({
        PolicyName: 'get',
        PolicyDocument: policy({ Action: 'iam:Get*' }),
      }),
    );
    const attachment = { RoleName: 'reader', PolicyArn: Policy?.Arn };
    await administer.send(new AttachRolePolicyCommand(attachment));
    expect((await getting()).Role?.RoleName).toBe('reader');
  });

  it('may do nothing that the permissions boundary of its role leaves out', async () => {
    const emulator = await emulatorWith({});
    const administer = iamClient(emulator);
    const PolicyDocument = policy({ Action: 'iam:Get*' });
    const { Policy } = await administer.send(
      new CreatePolicyCommand({ PolicyName: 'bound', PolicyDocument }),
    );
    const credentials = await session(emulator, 'bounded', { PermissionsBoundary: Policy?.Arn });
    const everything = {
      RoleName: 'bounded',
      PolicyName: 'all',
      PolicyDocument: policy({ Action: '*' }),
    };
    await administer.send(new PutRolePolicyCommand(everything));
    const bounded = iamClient(emulator, { credentials });
    await bounded.send(new GetRoleCommand({ RoleName: 'bounded' }));
    expect((await refusalOf(bounded.send(new ListRolesCommand({})))).message).toContain(
      'because no permissions boundary allows the iam:ListRoles action',
    );
  });
});
