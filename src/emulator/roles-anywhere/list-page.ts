import { parseArn } from '../../core/arn.ts';
import type { OperationContext, OperationInput } from './operation.ts';
import { ServiceError } from './service-error.ts';

interface Listed {
  readonly id: string;
  readonly arn: string;
  readonly createdAt: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const defaultPageSize = 50;
const maximumPageSize = 1000;

/** One page of the region's resources, oldest first; a token stays good when items are deleted. */
export function listPage<Item extends Listed>(
  all: readonly Item[],
  { query }: OperationInput,
  { account }: OperationContext,
): Page<Item> {
  const start = positionOf(query.get('nextToken'));
  const rest = all
    .filter((item) => parseArn(item.arn)?.region === account.region)
    .sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1))
    .filter((item) => orderKey(item) > start);
  const items = rest.slice(0, pageSizeOf(query.get('pageSize')));
  const last = items.at(-1);
  const more = last !== undefined && items.length < rest.length;
  return { items, nextToken: more ? tokenFor(orderKey(last)) : undefined };
}

function orderKey(item: Listed): string {
  return `${item.createdAt} ${item.id}`;
}

function tokenFor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function positionOf(token: string | null): string {
  if (token === null) return '';
  const key = Buffer.from(token, 'base64url').toString();
  if (!/^\S+Z [0-9a-f-]{36}$/.test(key)) {
    throw new ServiceError('ValidationException', 'Invalid nextToken');
  }
  return key;
}

function pageSizeOf(text: string | null): number {
  if (text === null) return defaultPageSize;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > maximumPageSize) {
    throw new ServiceError('ValidationException', `pageSize must be 1 to ${maximumPageSize}`);
  }
  return size;
}
