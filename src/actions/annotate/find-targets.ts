import type { Context } from '../../context.ts';
import type { ManifestTarget } from '../../core/annotate/selection/manifest-targets.ts';
import type { Kube } from '../../kube/kube.ts';
import type { EditInput } from './annotate-input.ts';
import { attemptEach } from './attempt-each.ts';
import { findTarget } from './find-target.ts';
import type { FoundTarget } from './found-target.ts';
import { listTargets } from './list-targets.ts';
import type { RefusedObject } from './prepared-edits.ts';
import { readManifestTargets } from './read-manifest-targets.ts';

/** What is there of the objects that are meant. */
export interface FoundTargets {
  readonly kube: Kube;
  readonly found: readonly FoundTarget[];
  readonly missing: readonly RefusedObject[];
}

/**
 * The objects that the user means.
 * @throws {IamraError} IAMRA154 where there is none, IAMRA172 where the one that was named isn't there
 */
export async function findTargets(context: Context, input: EditInput): Promise<FoundTargets> {
  const { selection, cluster, namespace } = input;
  if (selection.kind === 'labelled') {
    const kube = await context.kube(cluster);
    return { kube, found: await listTargets(kube, input, selection), missing: [] };
  }
  const wanted: readonly ManifestTarget[] =
    selection.kind === 'files'
      ? await readManifestTargets(selection, namespace)
      : selection.targets.map((target) => ({ target, namespace: undefined }));
  const kube = await context.kube(cluster);
  const placed = wanted.map((one) => ({
    target: one.target,
    namespace: one.namespace ?? namespace ?? kube.namespace,
  }));
  const { done, refused } = await attemptEach(
    placed,
    ({ target, namespace: place }) => `${target.type.kind} ${place}/${target.name}`,
    (one) => findTarget(kube, one.target, one.namespace),
  );
  return { kube, found: done, missing: refused };
}
