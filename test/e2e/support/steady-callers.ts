import type { UserMachine } from './installation.ts';
import { pollCluster } from './poll-cluster.ts';

/** What a steady caller has done so far. */
export interface Tally {
  readonly calls: number;
  readonly failed: number;
  /** Of the first that failed. */
  readonly problems: readonly string[];
}

/** Gives the tally of a pod that runs `steady-caller` once it has so many calls. */
export function untilCalls(
  { kubectl }: UserMachine,
  namespace: string,
  pod: string,
  calls: number,
): Promise<Tally> {
  const words = ['logs', pod, '--container=app', '--tail=1', `--namespace=${namespace}`];
  return pollCluster(async () => {
    // Kubernetes has no log of what has not started.
    const line = await kubectl(words).catch(() => '');
    if (line === '') return undefined;
    const tally = JSON.parse(line) as Tally;
    return tally.calls >= calls ? tally : undefined;
  });
}
