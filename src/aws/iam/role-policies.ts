import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import { callAws } from '../aws-error.ts';
import type { RolePolicies } from '../iam.ts';
import { unlessNoSuchEntity } from './unless-no-such-entity.ts';

/** The calls about what roles may do. */
export function rolePolicyCalls(client: IAMClient): RolePolicies {
  return {
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
    detachPolicy: (RoleName, PolicyArn) =>
      callAws('DetachRolePolicy', async () => {
        await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      }),
    listInlinePolicies: (RoleName) =>
      callAws('ListRolePolicies', async () => {
        const names: string[] = [];
        for await (const page of paginateListRolePolicies({ client }, { RoleName })) {
          names.push(...(page.PolicyNames ?? []));
        }
        return names;
      }),
    getInlinePolicy: (RoleName, PolicyName) =>
      callAws('GetRolePolicy', () =>
        unlessNoSuchEntity(async () => {
          const answer = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
          return decodeURIComponent(answer.PolicyDocument ?? '');
        }),
      ),
    putInlinePolicy: (RoleName, PolicyName, PolicyDocument) =>
      callAws('PutRolePolicy', async () => {
        await client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
      }),
    deleteInlinePolicy: (RoleName, PolicyName) =>
      callAws('DeleteRolePolicy', async () => {
        await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
      }),
  };
}
