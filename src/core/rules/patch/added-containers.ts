import { agentName } from '../../injection/contract.ts';
import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import type { Candidate } from '../apply/candidate.ts';
import type { ContainerDraft } from '../draft/container-draft.ts';
import { findContainer, type PodDraft } from '../draft/pod-draft.ts';
import type { SharedLists } from '../draft/shared-lists.ts';
import { isShared, wholeContainer } from './container-operations.ts';

const initContainers = '/spec/initContainers';

/** Adds the containers of rules behind those of the pod, in the order of the rules. */
export function pushAppContainers(
  operations: JsonPatchOperation[],
  { containers }: PodDraft,
  shared: SharedLists,
): void {
  const added = containers
    .filter(({ list, index }) => list === 'containers' && index === undefined)
    .sort((one, other) => positionOf(one) - positionOf(other));
  for (const container of added) {
    operations.push({
      op: 'add',
      path: '/spec/containers/-',
      value: wholeContainer(container, shared),
    });
  }
}

/**
 * Adds the init containers of rules ahead of the pod's own, which may use them, and behind the agent,
 * whose credentials they may use. These operations move what is behind: they come last in a patch.
 */
export function pushInitContainers(
  operations: JsonPatchOperation[],
  draft: PodDraft,
  applied: readonly Candidate[],
  shared: SharedLists,
): void {
  const inserted = insertions(draft, applied);
  if (inserted.length === 0) return;
  if (draft.pod.spec.initContainers == null) {
    const whole = inserted.map(({ container }) => wholeContainer(container, shared));
    const value = inserted.every(({ container }) => isShared(container))
      ? shared.gather(whole)
      : whole;
    operations.push({ op: 'add', path: initContainers, value });
    return;
  }
  for (const [before, { container, index }] of inserted.entries()) {
    const path = `${initContainers}/${index + before}`;
    operations.push({ op: 'add', path, value: wholeContainer(container, shared) });
  }
}

interface Insertion {
  readonly container: ContainerDraft;
  /** Of the pod's own init container that it comes before. */
  readonly index: number;
}

function insertions(draft: PodDraft, applied: readonly Candidate[]): readonly Insertion[] {
  const inserted: Insertion[] = [];
  let index = draft.pod.spec.initContainers?.[0]?.name === agentName ? 1 : 0;
  for (const { name } of applied.flatMap(({ parts }) => parts.initContainers)) {
    const container = findContainer(draft, name);
    if (container?.list !== 'initContainers') continue;
    // Those of an earlier call: the order among rules holds across calls.
    if (container.index !== undefined) index = Math.max(index, container.index + 1);
    // Two rules may have the same container.
    else if (inserted.every((other) => other.container !== container)) {
      inserted.push({ container, index });
    }
  }
  return inserted;
}

function positionOf({ owner }: ContainerDraft): number {
  return owner?.rule.position ?? 0;
}
