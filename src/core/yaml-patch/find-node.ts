import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';

/** A collection in the tree, and where it hangs. */
export interface FoundCollection {
  readonly node: YAMLMap | YAMLSeq;
  /** The pair that it is the value of. */
  readonly owner: OwningPair | undefined;
}

/** A pair, and whether its map is written in flow form: `{key: value}`. */
export interface OwningPair {
  readonly pair: Pair;
  readonly isFlow: boolean;
}

/** The collection that a path leads to; undefined where aliases or merge keys hide it. */
export function findCollection(
  root: Node | null,
  path: readonly string[],
): FoundCollection | undefined {
  let node: unknown = root;
  let owner: OwningPair | undefined;
  for (const segment of path) {
    owner = isMap(node) ? findPair(node, segment) : undefined;
    node = isSeq(node) ? node.items[Number(segment)] : owner?.pair.value;
  }
  return isMap(node) || isSeq(node) ? { node, owner } : undefined;
}

/** The pair of a map by its key. */
export function findPair(map: YAMLMap, key: string): OwningPair | undefined {
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return pair === undefined ? undefined : { pair, isFlow: map.flow === true };
}

/** The node of the last member: a pair's value, or its key where it has none. */
export function lastNode({ node }: FoundCollection): Node {
  if (!isMap(node)) return node.items.at(-1) as Node;
  const pair = node.items.at(-1);
  return (pair?.value ?? pair?.key) as Node;
}

/** The node that the first member begins with. */
export function firstNode({ node }: FoundCollection): Node {
  return (isMap(node) ? node.items[0]?.key : node.items[0]) as Node;
}

/** Where a node begins, its anchor and tag left aside. */
export function startOf(node: unknown): number {
  return (node as Node).range?.[0] ?? 0;
}

/** Where a node's last scalar or flow ends: comments below it don't count. */
export function endOf(node: Node): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0) {
    return endOf(lastNode({ node, owner: undefined }));
  }
  return node.range?.[1] ?? 0;
}
