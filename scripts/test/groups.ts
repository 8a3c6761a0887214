import type { Group } from './run-vitest.ts';

/** What needs nothing but Node. */
export const quickGroups: readonly Group[] = [['unit', 'property', 'integration', 'cli']];

/** Journeys; peers, the chart under both Helms and the soak; then a real cluster for itself. */
export const e2eGroups: readonly Group[] = [['journeys'], ['peers', 'chart', 'soak'], ['e2e']];

/** What takes too long for each change. */
export const longGroups: readonly Group[] = [['full']];

/** The groups that hold a project which the arguments name by `--project`, and the arguments without it. */
export function chooseGroups(
  groups: readonly Group[],
  words: readonly string[],
): { readonly groups: readonly Group[]; readonly more: readonly string[] } {
  const at = words.indexOf('--project');
  if (at === -1) return { groups, more: words };
  const name = words[at + 1] ?? '';
  if (!groups.flat().includes(name)) {
    throw new Error(`There is no project “${name}” here; there are ${groups.flat().join(', ')}.`);
  }
  return { groups: [[name]], more: words.toSpliced(at, 2) };
}
