import type { Check, Verdict } from './check.ts';
import { type Finding, failure, warning } from './finding.ts';
import { groupByOwner, nameOwner } from './name-owners.ts';
import { readCounter } from './read-counter.ts';
import type { AgentReport, OptedInPod, Owner } from './workload-facts.ts';

/** What an SDK is, and what stands in its way, shows in what it asks its agent for. */
export const sdkRequests: Check<'agents'> = {
  name: 'sdk-requests',
  category: 'workloads',
  title: 'SDKs ask the agents as they should',
  codes: ['IAMRA445', 'IAMRA446', 'IAMRA447'],
  needs: ['agents'],
  judge: ({ agents }, now) => judgeSdkRequests(agents, now),
};

// An app may take its time before its first request to AWS.
const patienceMilliseconds = 300_000;

interface Asked {
  readonly pod: OptedInPod;
  /** The pages of its agent. */
  readonly metrics: string;
}

export function judgeSdkRequests(reports: readonly AgentReport[], now: Date): Verdict {
  const asked = reports.flatMap(({ pod, answer }) =>
    answer.kind === 'answered' ? [{ pod, metrics: answer.metrics }] : [],
  );
  if (asked.length === 0) return { skipped: 'no agent has answered' };
  const findings = groupByOwner(asked, ({ pod }) => pod.owner).flatMap(({ owner, items }) =>
    [
      sendsNoToken(owner, items),
      comesThroughProxy(owner, items),
      nobodyAsks(owner, items, now),
    ].filter((finding) => finding !== undefined),
  );
  return { findings };
}

function sendsNoToken(owner: Owner, asked: readonly Asked[]): Finding | undefined {
  const refused = count(asked, { endpoint: 'container', status: '401' });
  if (refused === 0) return undefined;
  const what = `in ${nameOwner(owner)} asked the agent's container endpoint without the token of the pod, ${times(refused)}`;
  const fix = `update it, or lead it to instance metadata: ${useImds(owner)}`;
  // Some go on to instance metadata, or there is a newer one beside it.
  return count(asked, { status: '200' }) === 0
    ? failure('IAMRA445', `The SDK ${what}, and got no credentials.`, fix)
    : warning('IAMRA445', `An SDK ${what}; other requests were answered.`, fix);
}

const templated = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The command, or the step, that makes pods use instance metadata alone. */
function useImds({ kind, namespace, name }: Owner): string {
  const annotations = { 'iamra.dev/credentials-endpoint': 'imds' };
  if (!templated.includes(kind)) {
    return 'set iamra.dev/credentials-endpoint: imds on the pod template, and make it anew';
  }
  const patch = JSON.stringify({ spec: { template: { metadata: { annotations } } } });
  return `kubectl patch --namespace ${namespace} ${kind.toLowerCase()}/${name} --patch '${patch}'`;
}

function comesThroughProxy(owner: Owner, asked: readonly Asked[]): Finding | undefined {
  const refused = count(asked, { status: '403' });
  if (refused === 0) return undefined;
  return failure(
    'IAMRA446',
    `Requests for credentials in ${nameOwner(owner)} came to the agent through a proxy, ${times(refused)}.`,
  );
}

function nobodyAsks(owner: Owner, asked: readonly Asked[], now: Date): Finding | undefined {
  const [first] = asked;
  if (first === undefined || count(asked, {}) > 0) return undefined;
  if (!asked.every(({ pod }) => hasRunForLong(pod, now))) return undefined;
  const sources = first.pod.spec.containers.flatMap(({ envFrom }) =>
    (envFrom ?? []).flatMap(nameOf),
  );
  const [source] = sources;
  if (source === undefined) return undefined;
  return warning(
    'IAMRA447',
    `No SDK in ${nameOwner(owner)} has asked the agent yet, and its containers take variables from ${sources.map(({ kind, name }) => `${kind} ${name}`).join(', ')}.`,
    `kubectl describe --namespace ${owner.namespace} ${source.kind.toLowerCase()}/${source.name}; remove AWS_ACCESS_KEY_ID, AWS_PROFILE and the like from it`,
  );
}

function hasRunForLong({ agent }: OptedInPod, now: Date): boolean {
  return now.getTime() - (agent?.startedAt?.getTime() ?? Infinity) >= patienceMilliseconds;
}

interface Reference {
  readonly name?: unknown;
}

/** What an entry of `envFrom` takes variables from. */
function nameOf(entry: unknown): { kind: string; name: string }[] {
  const { configMapRef, secretRef } = entry as Record<string, Reference | undefined>;
  const found = [
    { kind: 'ConfigMap', name: configMapRef?.name },
    { kind: 'Secret', name: secretRef?.name },
  ];
  return found.flatMap(({ kind, name }) => (typeof name === 'string' ? [{ kind, name }] : []));
}

function count(asked: readonly Asked[], labels: Readonly<Record<string, string>>): number {
  return asked.reduce(
    (sum, { metrics }) => sum + readCounter(metrics, 'iamra_agent_requests_total', labels),
    0,
  );
}

function times(number: number): string {
  return number === 1 ? 'once' : `${number} times`;
}
