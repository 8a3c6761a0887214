import type { EmulatorAccount } from '../account.ts';
import type { QueryInput } from '../query/query-input.ts';
import type { QueryCall } from '../query/query-service.ts';
import type { RoleRecord } from '../state.ts';
import type { Demand } from './demand.ts';
import { serviceLinkedRoleDemand } from './service-linked-role.ts';
import { requestTagKeys, resourceTagKeys } from './tag-keys.ts';

/** IAM is one for all regions of a partition, and answers from the first one. */
const homeRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

const anyLength = { minimum: 0, maximum: Number.POSITIVE_INFINITY };

/**
 * What IAM asks of the caller of one of its operations.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function iamDemands({ input, account }: Pick<QueryCall, 'input' | 'account'>): Demand[] {
  return demandsOf(input, account).map((demand) => ({
    ...demand,
    context: { 'aws:RequestedRegion': [homeRegions[account.partition] ?? ''], ...demand.context },
  }));
}

function demandsOf(input: QueryInput, account: EmulatorAccount): Demand[] {
  const action = `iam:${input.action}`;
  switch (input.action) {
    case 'CreateRole':
      return createRoleDemands(input, account);
    case 'CreateServiceLinkedRole':
      return [serviceLinkedRoleDemand(account, text(input, 'AWSServiceName') ?? '')];
    case 'ListRoles':
      return [{ action, resource: '*', context: {} }];
    case 'CreatePolicy': {
      const resource = policyArn(input, account);
      return [{ action, resource, context: requestTagKeys(tagsOf(input)) }];
    }
    case 'GetPolicy':
    case 'DeletePolicy':
      return [{ action, resource: text(input, 'PolicyArn') ?? '*', context: {} }];
    default:
      return [roleDemand(action, input, account)];
  }
}

function createRoleDemands(input: QueryInput, account: EmulatorAccount): Demand[] {
  const name = text(input, 'RoleName') ?? '';
  const resource = `arn:${account.partition}:iam::${account.id}:role${text(input, 'Path') ?? '/'}${name}`;
  const tags = requestTagKeys(tagsOf(input));
  const create: Demand = {
    action: 'iam:CreateRole',
    resource,
    context: { ...tags, ...boundaryKey(text(input, 'PermissionsBoundary')) },
  };
  if (Object.keys(tags).length === 0) return [create];
  return [create, { action: 'iam:TagRole', resource, context: tags }];
}

/** An operation on a role that is there, or that the operation will find missing. */
function roleDemand(action: string, input: QueryInput, account: EmulatorAccount): Demand {
  const name = text(input, 'RoleName') ?? '';
  const role = account.state.roles.find((candidate) => candidate.name === name);
  const resource = role?.arn ?? `arn:${account.partition}:iam::${account.id}:role/${name}`;
  const context = {
    ...resourceTagKeys(role?.tags),
    ...boundaryKey(boundaryOf(input, role)),
    ...requestTagKeys(tagsOf(input)),
    ...(action === 'iam:UntagRole' ? { 'aws:TagKeys': input.list('TagKeys') } : {}),
    ...policyKey(text(input, 'PolicyArn')),
  };
  return { action, resource, context };
}

function boundaryOf(input: QueryInput, role: RoleRecord | undefined): string | undefined {
  return text(input, 'PermissionsBoundary') ?? role?.permissionsBoundary;
}

function boundaryKey(arn: string | undefined): Demand['context'] {
  return arn === undefined ? {} : { 'iam:PermissionsBoundary': [arn] };
}

function policyKey(arn: string | undefined): Demand['context'] {
  return arn === undefined ? {} : { 'iam:PolicyARN': [arn] };
}

function policyArn(input: QueryInput, { partition, id }: EmulatorAccount): string {
  const name = text(input, 'PolicyName') ?? '';
  return `arn:${partition}:iam::${id}:policy${text(input, 'Path') ?? '/'}${name}`;
}

/** Whether the text is a good one is looked at after the caller's permissions, as in AWS. */
function text(input: QueryInput, name: string): string | undefined {
  return input.optionalText(name, anyLength);
}

function tagsOf(input: QueryInput): Record<string, string> {
  return Object.fromEntries(input.pairs('Tags'));
}
