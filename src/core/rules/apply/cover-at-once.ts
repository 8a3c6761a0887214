import type { EnvironmentVariable } from '../../injection/pod/pod.ts';
import type { ContainerDraft } from '../draft/container-draft.ts';
import { appendWhole, isUntouched } from '../draft/list-draft.ts';
import type { Candidate } from './candidate.ts';
import type { JoinedCover } from './join-covers.ts';
import { mountedAt } from './same-parts.ts';

/** What a group of rules gives to containers, and which of them gives each part of it. */
export interface CoverGroup {
  readonly writers: readonly Candidate[];
  readonly joined: JoinedCover;
  /** A rule for each item of the lists of `joined`. */
  readonly owners: Readonly<Record<'env' | 'envFrom' | 'volumeMounts', readonly Candidate[]>>;
}

export function coverGroup(writers: readonly Candidate[], joined: JoinedCover): CoverGroup {
  const ownersOf = (part: keyof CoverGroup['owners']): Candidate[] =>
    writers.flatMap((writer) => writer.parts[part].map(() => writer));
  const owners = {
    env: ownersOf('env'),
    envFrom: ownersOf('envFrom'),
    volumeMounts: ownersOf('volumeMounts'),
  };
  return { writers, joined, owners };
}

/** Gives a container all that a group has for it, where nothing is in the way; says whether it did. */
export function coverAtOnce(
  container: ContainerDraft,
  { writers, joined, owners }: CoverGroup,
): boolean {
  if (!isFree(container, joined)) return false;
  appendWhole(container.env, joined.env, owners.env);
  appendWhole(container.envFrom, joined.envFrom, owners.envFrom);
  appendWhole(container.volumeMounts, joined.volumeMounts, owners.volumeMounts);
  for (const writer of writers) writer.hasWritten = true;
  return true;
}

function isFree(
  { value, env, envFrom, volumeMounts }: ContainerDraft,
  joined: JoinedCover,
): boolean {
  if (!isUntouched(env) || !isUntouched(envFrom) || !isUntouched(volumeMounts)) return false;
  if (hasItems(value.volumeDevices)) return false;
  if (hasItems(joined.envFrom) && hasItems(value.envFrom)) return false;
  return (
    lacks(value.env, nameOf, joined.names) && lacks(value.volumeMounts, mountedAt, joined.paths)
  );
}

function hasItems(list: readonly unknown[] | null | undefined): boolean {
  return list != null && list.length > 0;
}

function lacks<Item>(
  list: readonly Item[] | null | undefined,
  keyOf: (item: Item) => string,
  keys: ReadonlySet<string>,
): boolean {
  for (const item of list ?? []) if (keys.has(keyOf(item))) return false;
  return true;
}

function nameOf({ name }: EnvironmentVariable): string {
  return name;
}
