import { deepFreeze } from '../../injection/deep-freeze.ts';
import type { Container } from '../../injection/pod/pod.ts';

/**
 * Lists and containers that come of the same rules in many pods: made once and frozen, so that whoever
 * encodes them need do so once.
 */
export interface SharedLists {
  /** One frozen list behind the other. */
  readonly join: <Item>(first: readonly Item[], second: readonly Item[]) => readonly Item[];
  /** Frozen containers as a list. */
  readonly gather: (containers: readonly Container[]) => readonly Container[];
  /** What is made of the same objects, which are rules' own, for many pods. */
  readonly recall: <Value>(of: readonly object[], make: () => Value) => Value;
  /** A rule's frozen container with what rules add to its lists. */
  readonly extend: (container: Container, additions: ContainerAdditions) => Container;
}

/** What rules add to the lists of a container. */
export interface ContainerAdditions {
  readonly env: readonly unknown[];
  readonly envFrom: readonly unknown[];
  readonly volumeMounts: readonly unknown[];
}

/** Pods choose which rules come together; the combinations must not fill the memory. */
const mostShared = 5_000;

export function createSharedLists(): SharedLists {
  const joined = createMemory();
  const gathered = createMemory();
  const extended = createMemory();
  return {
    recall: createMemory(),
    join: <Item>(first: readonly Item[], second: readonly Item[]) => {
      if (first.length === 0) return second;
      return joined([first, second], () => Object.freeze([...first, ...second]));
    },
    gather: (containers) => gathered(containers, () => Object.freeze([...containers])),
    extend: (container, additions) => {
      const { env, envFrom, volumeMounts } = additions;
      if (env.length + envFrom.length + volumeMounts.length === 0) return container;
      return extended([container, env, envFrom, volumeMounts], () =>
        deepFreeze(extendContainer(container, additions)),
      );
    },
  };
}

/** The container with what is added behind what it has. */
export function extendContainer(container: Container, additions: ContainerAdditions): Container {
  const lists = Object.entries(additions).filter(([, added]) => (added as unknown[]).length > 0);
  const members = container as unknown as Readonly<Record<string, readonly unknown[] | null>>;
  return {
    ...container,
    ...Object.fromEntries(
      lists.map(([key, added]) => [key, [...(members[key] ?? []), ...(added as unknown[])]]),
    ),
  };
}

/** What is remembered by the objects that it was made of, in their order. */
interface Node {
  readonly next: WeakMap<object, Node>;
  value: unknown;
}

type Remember = <Value>(keys: readonly object[], make: () => Value) => Value;

function createMemory(): Remember {
  let root: Node = { next: new WeakMap(), value: undefined };
  let count = 0;
  return <Value>(keys: readonly object[], make: () => Value): Value => {
    let node = root;
    for (const key of keys) {
      let next = node.next.get(key);
      if (next === undefined)
        node.next.set(key, (next = { next: new WeakMap(), value: undefined }));
      node = next;
    }
    if (node.value === undefined) {
      node.value = make();
      if (++count > mostShared) {
        root = { next: new WeakMap(), value: undefined };
        count = 0;
      }
    }
    return node.value as Value;
  };
}
