import * as z from 'zod';
import type { ProfileRecord } from '../state.ts';
import * as fields from './fields.ts';
import { listPage } from './list-page.ts';
import type { Operation, OperationContext, OperationInput } from './operation.ts';
import { parseInput } from './parse-input.ts';
import { checkQuota, findResource, newResource, removeResource, tagsFrom } from './resources.ts';

const kind = 'Profile';
const quota = 250;
const defaultDurationSeconds = 3600;

const sessionPolicy = z
  .string()
  .min(1)
  .max(100_000)
  .refine(isJsonObject, 'Member must be a policy');
const managedPolicyArns = z.array(z.string().min(1).max(200)).max(50);

const createInput = z.object({
  name: fields.name,
  roleArns: fields.roleArns,
  durationSeconds: fields.durationSeconds.default(defaultDurationSeconds),
  enabled: z.boolean().default(false),
  acceptRoleSessionName: z.boolean().default(false),
  requireInstanceProperties: z.boolean().default(false),
  sessionPolicy: sessionPolicy.optional(),
  managedPolicyArns: managedPolicyArns.default([]),
  tags: fields.tags.default([]),
});

const updateInput = z.object({
  name: fields.name.optional(),
  roleArns: fields.roleArns.optional(),
  durationSeconds: fields.durationSeconds.optional(),
  acceptRoleSessionName: z.boolean().optional(),
  sessionPolicy: sessionPolicy.optional(),
  managedPolicyArns: managedPolicyArns.optional(),
});

export const createProfile: Operation = ({ body }, { account, caller }) => {
  const { tags, sessionPolicy: policy, ...input } = parseInput(createInput, body);
  const { profiles } = account.state;
  checkQuota(profiles, quota, 'profiles', account);
  const record: ProfileRecord = {
    ...newResource('profile', account),
    ...input,
    ...(policy === undefined ? {} : { sessionPolicy: policy }),
    attributeMappings: [],
    tags: tagsFrom(tags),
    createdBy: caller.arn,
  };
  profiles.push(record);
  return { profile: profileDetail(record) };
};

export const listProfiles: Operation = (input, context) => {
  const { items, nextToken } = listPage(context.account.state.profiles, input, context);
  return { profiles: items.map(profileDetail), nextToken };
};

export const getProfile: Operation = (input, context) => ({
  profile: profileDetail(findProfile(input, context)),
});

export const updateProfile: Operation = (input, context) => {
  const record = findProfile(input, context);
  const change = parseInput(updateInput, input.body);
  const present = Object.entries(change).filter(([, value]) => value !== undefined);
  Object.assign(record, Object.fromEntries(present));
  return touchedProfile(record, context);
};

export const deleteProfile: Operation = ({ id }, { account }) => ({
  profile: profileDetail(removeResource(account.state.profiles, id, kind, account)),
});

export const enableProfile: Operation = (input, context) => setEnabled(input, context, true);

export const disableProfile: Operation = (input, context) => setEnabled(input, context, false);

function setEnabled(input: OperationInput, context: OperationContext, enabled: boolean): object {
  const record = findProfile(input, context);
  record.enabled = enabled;
  return touchedProfile(record, context);
}

/** The profile that a path names. @throws {ServiceError} where there is none */
export function findProfile({ id }: OperationInput, { account }: OperationContext): ProfileRecord {
  return findResource(account.state.profiles, id, kind, account);
}

/** The answer after a change. */
export function touchedProfile(record: ProfileRecord, { account }: OperationContext): object {
  record.updatedAt = account.now().toISOString();
  return { profile: profileDetail(record) };
}

function profileDetail(record: ProfileRecord): object {
  const { id, arn, attributeMappings, ...rest } = record;
  return {
    ...rest,
    profileId: id,
    profileArn: arn,
    attributeMappings: attributeMappings.length === 0 ? null : attributeMappings,
    tags: undefined,
  };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
