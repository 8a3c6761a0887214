import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  type Role as SdkRole,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import type { Role } from '../core/anywhere/role.ts';
import type { Tags } from '../core/anywhere/tags.ts';
import { callAws } from './aws-error.ts';
import type { AwsSettings } from './aws-settings.ts';
import { clientSettings } from './client-settings.ts';
import type { Iam } from './iam.ts';

const defaultSessionSeconds = 3600;

/** IAM by the AWS SDK. */
export function sdkIam(settings: AwsSettings): Iam {
  const client = new IAMClient(clientSettings(settings, 'IAM'));
  return {
    getRole: (RoleName) => callAws('GetRole', () => findRole(client, RoleName)),
    createRole: (input) =>
      callAws('CreateRole', async () => {
        const answer = await client.send(
          new CreateRoleCommand({
            RoleName: input.name,
            AssumeRolePolicyDocument: input.trustPolicy,
            MaxSessionDuration: input.maxSessionDuration,
            Description: input.description,
            Tags: Object.entries(input.tags).map(([Key, Value]) => ({ Key, Value })),
          }),
        );
        return { ...toRole(answer.Role), trustPolicy: input.trustPolicy, tags: input.tags };
      }),
    updateTrustPolicy: (RoleName, PolicyDocument) =>
      callAws('UpdateAssumeRolePolicy', async () => {
        await client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      }),
    updateMaxSessionDuration: (RoleName, MaxSessionDuration) =>
      callAws('UpdateRole', async () => {
        await client.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration }));
      }),
    listAttachedPolicies: (RoleName) =>
      callAws('ListAttachedRolePolicies', async () => {
        const arns: string[] = [];
        for await (const page of paginateListAttachedRolePolicies({ client }, { RoleName })) {
          arns.push(...(page.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
        }
        return arns;
      }),
    attachPolicy: (RoleName, PolicyArn) =>
      callAws('AttachRolePolicy', async () => {
        await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      }),
  };
}

async function findRole(client: IAMClient, RoleName: string): Promise<Role | undefined> {
  try {
    return toRole((await client.send(new GetRoleCommand({ RoleName }))).Role);
  } catch (error) {
    if (error instanceof Error && /^NoSuchEntity/.test(error.name)) return undefined;
    throw error;
  }
}

function toRole(role: SdkRole | undefined): Role {
  if (role?.RoleName === undefined || role.Arn === undefined)
    throw new Error('no role in the answer');
  return {
    name: role.RoleName,
    arn: role.Arn,
    trustPolicy: decodeURIComponent(role.AssumeRolePolicyDocument ?? ''),
    maxSessionDuration: role.MaxSessionDuration ?? defaultSessionSeconds,
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [Key, Value])) as Tags,
  };
}
