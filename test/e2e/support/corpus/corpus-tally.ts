import type { TriedCase } from './try-case.ts';

/** How many manifests there are of a kind, and how many of them the API server takes. */
export interface KindTally {
  manifests: number;
  /** Without injection. */
  accepted: number;
  /** Of these, with injection. */
  injected: number;
  /** Without injection, under PSS restricted. */
  restricted: number;
}

/** Counts by kind; manifests that are alike to the letter count once. */
export function tallyCorpus(tried: readonly TriedCase[]): Record<string, KindTally> {
  const tally: Record<string, KindTally> = {};
  for (const { case: one, accepted, restricted, failures } of distinct(tried)) {
    const counts = (tally[one.kind] ??= { manifests: 0, accepted: 0, injected: 0, restricted: 0 });
    counts.manifests += 1;
    counts.accepted += Number(accepted);
    counts.injected += Number(accepted && failures.length === 0);
    counts.restricted += Number(restricted);
  }
  return tally;
}

function distinct(tried: readonly TriedCase[]): TriedCase[] {
  const found = new Map(tried.map((one) => [JSON.stringify(one.case.before.object), one]));
  return [...found.values()];
}

/** One line for each kind, and one for all. */
export function renderTally(title: string, tally: Readonly<Record<string, KindTally>>): string {
  const all: KindTally = { manifests: 0, accepted: 0, injected: 0, restricted: 0 };
  const lines = Object.entries(tally).map(([kind, counts]) => {
    for (const key of Object.keys(all) as Array<keyof KindTally>) all[key] += counts[key];
    return line(kind, counts);
  });
  const head = `  ${title.padEnd(24)}manifests   accepted   injected   under restricted`;
  return `\n${[head, ...lines, line('all', all)].join('\n')}\n`;
}

function line(kind: string, { manifests, accepted, injected, restricted }: KindTally): string {
  const cells = [manifests, accepted, injected, restricted].map((count) =>
    String(count).padStart(9),
  );
  return `  ${kind.padEnd(24)}${cells.join('  ')}`;
}
