import * as z from 'zod';
import { formatArn } from '../../core/arn.ts';
import type { EmulatorAccount } from '../account.ts';
import type { OperationInput } from '../roles-anywhere/operation.ts';
import type { ResourceKind } from '../roles-anywhere/resources.ts';
import type { Tags } from '../state.ts';
import type { Demand } from './demand.ts';
import { rolesAnywhereService, serviceLinkedRoleDemand } from './service-linked-role.ts';
import { requestTagKeys, resourceTagKeys } from './tag-keys.ts';

/** What the operations make; those that make nothing and name one resource are told by `kinds`. */
const made: Readonly<Record<string, ResourceKind>> = {
  CreateTrustAnchor: 'trust-anchor',
  CreateProfile: 'profile',
  ImportCrl: 'crl',
};

const kinds: ReadonlyArray<readonly [names: RegExp, kind: ResourceKind]> = [
  [/^(Get|Update|Delete|Enable|Disable)TrustAnchor$|NotificationSettings$/, 'trust-anchor'],
  [/^(Get|Update|Delete|Enable|Disable)Profile$|AttributeMapping$/, 'profile'],
  [/^(Get|Update|Delete|Enable|Disable)Crl$/, 'crl'],
  [/^GetSubject$/, 'subject'],
];

const tagList = z.array(z.object({ key: z.string(), value: z.string() })).catch([]);

/** The parts of a body that decide on permissions; what is wrong with it is told later, as in AWS. */
const body = z
  .object({
    trustAnchorId: z.string().catch(''),
    resourceArn: z.string().catch(''),
    roleArns: z.array(z.string()).catch([]),
    managedPolicyArns: z.array(z.string()).catch([]),
    tags: tagList,
    tagKeys: z.array(z.string()).catch([]),
  })
  .partial()
  .catch({});

/**
 * What Roles Anywhere asks of the caller of one of its operations.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementrolesanywhere.html
 */
export function rolesAnywhereDemands(
  operation: string,
  { id, body: given }: OperationInput,
  account: EmulatorAccount,
): Demand[] {
  const fields = body.parse(given);
  const action = `rolesanywhere:${operation}`;
  const resource = resourceOf(operation, id === '' ? (fields.trustAnchorId ?? '') : id, account);
  const tags = Object.fromEntries((fields.tags ?? []).map(({ key, value }) => [key, value]));
  const keys = fields.tagKeys ?? [];
  const context = {
    'aws:RequestedRegion': [account.region],
    ...requestTagKeys(tags),
    ...(keys.length === 0 ? {} : { 'aws:TagKeys': keys }),
  };
  const arn = /^(Un)?[Tt]agResource$/.test(operation) ? (fields.resourceArn ?? '') : resource;
  return [
    { action, resource: arn, context: { ...context, ...resourceTagKeys(tagsAt(arn, account)) } },
    ...tagOnCreation(operation, tags, context, account),
    ...serviceLinkedRole(operation, account),
    ...(fields.roleArns ?? []).flatMap(roleDemands),
    ...(fields.managedPolicyArns ?? []).map(policyDemand),
  ];
}

function resourceOf(operation: string, id: string, account: EmulatorAccount): string {
  const kind = kinds.find(([names]) => names.test(operation))?.[1];
  return kind === undefined ? '*' : arnOf(kind, id, account);
}

function arnOf(kind: ResourceKind, id: string, account: EmulatorAccount): string {
  const { partition, region, id: accountId } = account;
  const resource = `${kind}/${id}`;
  return formatArn({ partition, service: 'rolesanywhere', region, account: accountId, resource });
}

function tagsAt(arn: string, { state }: EmulatorAccount): Tags | undefined {
  const tagged = [...state.trustAnchors, ...state.profiles, ...state.revocationLists];
  return tagged.find((record) => record.arn === arn)?.tags;
}

/** CloudFormation asks for it to create one with tags; nowhere is it said that AWS does without. */
function tagOnCreation(
  operation: string,
  tags: Tags,
  context: Demand['context'],
  account: EmulatorAccount,
): Demand[] {
  const kind = made[operation];
  if (kind === undefined || Object.keys(tags).length === 0) return [];
  return [{ action: 'rolesanywhere:TagResource', resource: arnOf(kind, '*', account), context }];
}

/** The first trust anchor of an account brings the service its role. */
function serviceLinkedRole(operation: string, account: EmulatorAccount): Demand[] {
  const path = `/aws-service-role/${rolesAnywhereService}/`;
  const isThere = account.state.roles.some((role) => role.path === path);
  if (operation !== 'CreateTrustAnchor' || isThere) return [];
  return [serviceLinkedRoleDemand(account, rolesAnywhereService)];
}

/** CloudFormation asks for reading too, with profiles; nowhere is it said that AWS does without. */
function roleDemands(roleArn: string): Demand[] {
  const context = { 'iam:PassedToService': [rolesAnywhereService] };
  return [
    { action: 'iam:PassRole', resource: roleArn, context },
    { action: 'iam:GetRole', resource: roleArn, context: {} },
  ];
}

function policyDemand(policyArn: string): Demand {
  return { action: 'iam:GetPolicy', resource: policyArn, context: {} };
}
