import { randomUUID } from 'node:crypto';
import { formatArn, parseArn } from '../../core/arn.ts';
import type { EmulatorAccount } from '../account.ts';
import type { Tags } from '../state.ts';
import { ServiceError } from './service-error.ts';

export type ResourceKind = 'trust-anchor' | 'profile' | 'crl' | 'subject';

interface Resource {
  readonly id: string;
  readonly arn: string;
}

/** What every new resource has: its id, its ARN in the account's region, its moments. */
export function newResource(
  kind: ResourceKind,
  account: EmulatorAccount,
): { id: string; arn: string; createdAt: string; updatedAt: string } {
  const id = randomUUID();
  const { partition, region } = account;
  const arn = formatArn({
    partition,
    service: 'rolesanywhere',
    region,
    account: account.id,
    resource: `${kind}/${id}`,
  });
  const moment = account.now().toISOString();
  return { id, arn, createdAt: moment, updatedAt: moment };
}

/** The resource of that id in the account's region. @throws {ServiceError} for none, or a text that is no id */
export function findResource<Item extends Resource>(
  all: readonly Item[],
  id: string,
  kind: string,
  account: EmulatorAccount,
): Item {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw new ServiceError('ValidationException', `${kind} id ${id} is not valid`);
  }
  const found = all.find((item) => item.id === id && parseArn(item.arn)?.region === account.region);
  if (found === undefined) {
    throw new ServiceError('ResourceNotFoundException', `${kind} with id ${id} not found`);
  }
  return found;
}

/** Takes the resource of that id away and gives it. @throws {ServiceError} as `findResource` */
export function removeResource<Item extends Resource>(
  all: Item[],
  id: string,
  kind: string,
  account: EmulatorAccount,
): Item {
  const found = findResource(all, id, kind, account);
  all.splice(all.indexOf(found), 1);
  return found;
}

/** Refuses one more than AWS's default quota for a region. @throws {ServiceError} */
export function checkQuota(
  all: readonly Resource[],
  limit: number,
  kind: string,
  account: EmulatorAccount,
): void {
  const count = all.filter((item) => parseArn(item.arn)?.region === account.region).length;
  if (count < limit) return;
  throw new ServiceError('AccessDeniedException', `The limit of ${limit} for ${kind} was reached`);
}

/** Tags as the API writes them, as the state keeps them. */
export function tagsFrom(list: readonly { key: string; value: string }[] = []): Tags {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}
