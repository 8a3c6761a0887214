import type { EmulatorAccount } from '../account.ts';
import { QueryError } from '../query/query-error.ts';
import type { QueryCall, QueryOperation } from '../query/query-service.ts';
import { queryTimestamp } from '../query/query-timestamp.ts';
import type { XmlElements } from '../query/xml.ts';
import type { ManagedPolicyRecord } from '../state.ts';
import { nameOf, pathOf } from './attached-policies.ts';
import { checkPolicyGrammar } from './check-policy-grammar.ts';
import { document, path, policyArn, policyName } from './constraints.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded, noSuchEntity } from './iam-errors.ts';
import { isAwsManaged } from './policy-exists.ts';
import { mergeTags, readTags, tagMembers } from './tags.ts';
import { uniqueId } from './unique-id.ts';

const maximumSize = 6144;
const firstAwsPolicy = '2015-02-06T18:39:46Z';

export const createPolicy: QueryOperation = ({ input, account }) => {
  const name = input.text('PolicyName', policyName);
  const policyPath = input.optionalText('Path', path) ?? '/';
  const text = input.text('PolicyDocument', document);
  const tags = mergeTags({}, readTags(input));
  const { policies } = account.state;
  if (policies.some((policy) => policy.name.toLowerCase() === name.toLowerCase())) {
    throw entityAlreadyExists(
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  }
  checkPolicyGrammar(text);
  if (text.replace(/\s/g, '').length > maximumSize) throw limitExceeded('PolicySize', maximumSize);
  const policy: ManagedPolicyRecord = {
    arn: `arn:${account.partition}:iam::${account.id}:policy${policyPath}${name}`,
    name,
    path: policyPath,
    document: text,
    tags,
    createdAt: queryTimestamp(account.now()),
  };
  policies.push(policy);
  return { Policy: show(policy, account) };
};

export const getPolicy: QueryOperation = (call) => ({
  Policy: show(findPolicy(call), call.account),
});

export const deletePolicy: QueryOperation = (call) => {
  const { account } = call;
  const policy = findPolicy(call);
  if (isAwsManaged(policy.arn, account)) {
    throw new QueryError('AccessDenied', 403, `Policy ${policy.arn} is managed by AWS.`);
  }
  if (attachments(policy.arn, account) + boundaries(policy.arn, account) > 0) {
    throw deleteConflict('Cannot delete a policy attached to entities.');
  }
  const { policies } = account.state;
  policies.splice(policies.indexOf(policy), 1);
  return undefined;
};

function findPolicy({ input, account }: QueryCall): ManagedPolicyRecord {
  const arn = input.text('PolicyArn', policyArn);
  if (isAwsManaged(arn, account)) return awsManaged(arn);
  const policy = account.state.policies.find((candidate) => candidate.arn === arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

function awsManaged(arn: string): ManagedPolicyRecord {
  return {
    arn,
    name: nameOf(arn),
    path: pathOf(arn),
    document: '',
    tags: {},
    createdAt: firstAwsPolicy,
  };
}

function show(policy: ManagedPolicyRecord, account: EmulatorAccount): XmlElements {
  return {
    PolicyName: policy.name,
    PolicyId: uniqueId('ANPA', policy.arn),
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: 'v1',
    AttachmentCount: attachments(policy.arn, account),
    PermissionsBoundaryUsageCount: boundaries(policy.arn, account),
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: policy.createdAt,
    Tags: Object.keys(policy.tags).length === 0 ? undefined : tagMembers(policy.tags),
  };
}

function attachments(arn: string, { state }: EmulatorAccount): number {
  return state.roles.filter((role) => role.attachedPolicyArns.includes(arn)).length;
}

function boundaries(arn: string, { state }: EmulatorAccount): number {
  return state.roles.filter((role) => role.permissionsBoundary === arn).length;
}
