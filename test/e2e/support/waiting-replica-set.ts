import type { UserMachine } from './installation.ts';
import { pollCluster } from './poll-cluster.ts';

// The pause after a failed attempt begins with 5 ms and doubles with each. After this many it is 5 s,
const ownAttempts = 11;
// and now more than 20 minutes. Kubernetes counts no more than 25 events of one object.
const enoughAttempts = 19;

/**
 * The name of a Deployment's ReplicaSet, once it has failed so often that its own next attempt is far
 * away. A change of the object is an attempt, too, but one that leaves the planned one where it is:
 * the last attempt that is waited for is the one that was planned before the changes.
 */
export async function waitingReplicaSet(
  { kubectl }: UserMachine,
  namespace: string,
  deployment: string,
): Promise<string> {
  const inNamespace = `--namespace=${namespace}`;
  const list = ['get', 'replicasets', `--selector=app=${deployment}`, inNamespace];
  const object = await pollCluster(async () => (await kubectl([...list, '-o=name'])) || undefined);
  const name = object.replace(/^.*\//, '');
  const selector = `--field-selector=reason=FailedCreate,involvedObject.name=${name}`;
  const counts = ['get', 'events', inNamespace, selector, '-o=jsonpath={.items[*].count}'];
  const untilFailed = (times: number): Promise<true> =>
    pollCluster(async () => (sum(await kubectl(counts)) >= times ? true : undefined));

  await untilFailed(ownAttempts);
  for (let attempt = ownAttempts + 1; attempt <= enoughAttempts; attempt += 1) {
    const change = `iamra.test/attempt=${attempt}`;
    await kubectl(['annotate', 'replicaset', name, inNamespace, '--overwrite', change]);
    await untilFailed(attempt);
  }
  await untilFailed(enoughAttempts + 1);
  return name;
}

function sum(numbers: string): number {
  return numbers.split(' ').reduce((total, number) => total + Number(number), 0);
}
