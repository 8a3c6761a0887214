import * as z from 'zod';
import type { EmulatorState, Tags } from '../state.ts';
import * as fields from './fields.ts';
import type { Operation } from './operation.ts';
import { parseInput } from './parse-input.ts';
import { tagsFrom } from './resources.ts';
import { ServiceError } from './service-error.ts';

const maximumTags = 200;
const tagInput = z.object({ resourceArn: z.string(), tags: fields.tags });
const untagInput = z.object({ resourceArn: z.string(), tagKeys: z.array(z.string()).max(200) });

export const tagResource: Operation = ({ body }, { account }) => {
  const input = parseInput(tagInput, body);
  const record = findTagged(account.state, input.resourceArn);
  const tags = { ...record.tags, ...tagsFrom(input.tags) };
  if (Object.keys(tags).length > maximumTags) {
    throw new ServiceError('TooManyTagsException', `A resource has at most ${maximumTags} tags`);
  }
  record.tags = tags;
  return {};
};

export const untagResource: Operation = ({ body }, { account }) => {
  const { resourceArn, tagKeys } = parseInput(untagInput, body);
  const record = findTagged(account.state, resourceArn);
  const kept = Object.entries(record.tags).filter(([key]) => !tagKeys.includes(key));
  record.tags = Object.fromEntries(kept);
  return {};
};

export const listTagsForResource: Operation = ({ query }, { account }) => {
  const { tags } = findTagged(account.state, query.get('resourceArn') ?? '');
  return { tags: Object.entries(tags).map(([key, value]) => ({ key, value })) };
};

function findTagged(state: EmulatorState, arn: string): { tags: Tags } {
  const all = [...state.trustAnchors, ...state.profiles, ...state.revocationLists];
  const record = all.find((candidate) => candidate.arn === arn);
  if (record === undefined) {
    throw new ServiceError('ResourceNotFoundException', `Resource ${arn} not found`);
  }
  return record;
}
