import { containerPaths } from '../../injection/containers/container-paths.ts';
import type { Container } from '../../injection/pod/pod.ts';
import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import type { ContainerDraft, PlacedDraft } from '../draft/container-draft.ts';
import { itemsOf } from '../draft/list-draft.ts';
import type { SharedLists } from '../draft/shared-lists.ts';
import { pushListOperations } from './list-operations.ts';
import { isSameJson } from './same-json.ts';

/** Adds what rules change of a container that the pod came with. */
export function pushContainerOperations(
  operations: JsonPatchOperation[],
  container: PlacedDraft,
  original: Container | undefined,
  shared: SharedLists,
): void {
  const paths = containerPaths(container.list, container.index);
  if (container.owner !== undefined) {
    const value = wholeContainer(container, shared);
    if (!isSameJson(original, value)) {
      operations.push({ op: 'replace', path: paths.container, value });
    }
    return;
  }
  if (container.lacksRestartPolicy) {
    operations.push({ op: 'add', path: `${paths.container}/restartPolicy`, value: 'Always' });
  }
  pushListOperations(operations, container.env, paths.env);
  pushListOperations(operations, container.envFrom, paths.envFrom);
  pushListOperations(operations, container.volumeMounts, paths.volumeMounts);
}

/** A rule's container with all that rules have written into it. */
export function wholeContainer(container: ContainerDraft, shared: SharedLists): Container {
  const { value, env, envFrom, volumeMounts } = container;
  if (isShared(container)) {
    return shared.extend(value, {
      env: env.added,
      envFrom: envFrom.added,
      volumeMounts: volumeMounts.added,
    });
  }
  const lists = {
    env: itemsOf(env),
    envFrom: itemsOf(envFrom),
    volumeMounts: itemsOf(volumeMounts),
  };
  const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
  return { ...value, ...Object.fromEntries(filled) };
}

/** Says whether the container is one that other pods get too. */
export function isShared({ env, envFrom, volumeMounts }: ContainerDraft): boolean {
  return env.isShared && envFrom.isShared && volumeMounts.isShared;
}
