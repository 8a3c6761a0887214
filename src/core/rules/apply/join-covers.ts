import { covers } from '../../injection/covers.ts';
import { deepFreeze } from '../../injection/deep-freeze.ts';
import type { EnvironmentVariable, VolumeMount } from '../../injection/pod/pod.ts';
import type { RuleParts } from '../compiled/rule-parts.ts';
import { mountedAt } from './same-parts.ts';

/** All that some rules give to containers, as one; deeply frozen, but for the sets. */
export interface JoinedCover {
  readonly env: readonly EnvironmentVariable[];
  readonly envFrom: readonly object[];
  readonly volumeMounts: readonly VolumeMount[];
  /** Of the variables. */
  readonly names: ReadonlySet<string>;
  /** Of the mounts, as the kubelet mounts them. */
  readonly paths: ReadonlySet<string>;
}

/** Joins the parts of rules in their order; undefined where one is in another's way. */
export function joinCovers(parts: readonly RuleParts[]): JoinedCover | undefined {
  const env = parts.flatMap((part) => part.env);
  const envFrom = parts.flatMap((part) => part.envFrom);
  const volumeMounts = parts.flatMap((part) => part.volumeMounts);
  const names = new Set(env.map(({ name }) => name));
  const paths = new Set(volumeMounts.map(mountedAt));
  if (names.size < env.length || paths.size < volumeMounts.length || hasLikes(envFrom)) {
    return undefined;
  }
  return {
    env: deepFreeze(env),
    envFrom: deepFreeze(envFrom),
    volumeMounts: deepFreeze(volumeMounts),
    names,
    paths,
  };
}

function hasLikes(items: readonly object[]): boolean {
  return items.some((item, index) => items.slice(0, index).some((other) => covers(other, item)));
}
