import { readGauge } from '../../../../core/checks/read-gauge.ts';
import { volumeName } from '../../../../core/injection/contract.ts';
import type { Kube } from '../../../../kube/kube.ts';
import { mapConcurrently } from '../../../doctor/gather/map-concurrently.ts';
import { withinSeconds } from '../../../doctor/within-seconds.ts';
import {
  healthPortOf,
  type InjectedPod,
  isAgentRunning,
  listInjectedPods,
} from './injected-pods.ts';
import type { IdentityInSecret } from './observe-identities.ts';

/** Whether the agent of a pod uses the certificate that its Secret holds now. */
export interface ObservedAgent {
  /** `default/web-5d9c` */
  readonly pod: string;
  readonly uses: 'latest' | 'older' | 'unknown';
  /** The certificate in its Secret; absent where it mounts none that is known. */
  readonly identity: IdentityInSecret | undefined;
}

const atOnce = 16;
const answerSeconds = 5;

// The kubelet brings a changed Secret within its sync period, a minute, and the age of its cache.
const deliveryMilliseconds = 3 * 60_000;

/** Asks each agent when the certificate ends that it uses. */
export async function observeAgents(
  kube: Kube,
  identities: readonly IdentityInSecret[],
  now: Date,
): Promise<ObservedAgent[]> {
  const pods = await listInjectedPods(kube);
  return mapConcurrently(pods, atOnce, async (pod) => {
    const { name = '', namespace = '' } = pod.metadata;
    const identity = identityOf(pod, identities);
    const uses = identity === undefined ? 'latest' : await observeAgent(kube, pod, identity, now);
    return { pod: `${namespace}/${name}`, uses, identity };
  });
}

function identityOf(
  { metadata, spec }: InjectedPod,
  identities: readonly IdentityInSecret[],
): IdentityInSecret | undefined {
  const volume = spec.volumes?.find(({ name }) => name === volumeName.certificate);
  return identities.find(
    ({ namespace, secretName }) =>
      namespace === metadata.namespace && secretName === volume?.secret?.secretName,
  );
}

async function observeAgent(
  kube: Kube,
  pod: InjectedPod,
  identity: IdentityInSecret,
  now: Date,
): Promise<ObservedAgent['uses']> {
  if (!isAgentRunning(pod)) return mayStartWithOlder(pod, identity, now) ? 'older' : 'latest';
  const expiry = await askAgent(kube, pod);
  if (expiry === undefined) return 'unknown';
  return expiry === identity.leaf.notAfter.getTime() / 1000 ? 'latest' : 'older';
}

/** What starts later reads what the kubelet has mounted, which may be the Secret as it was. */
function mayStartWithOlder(
  { metadata, spec }: InjectedPod,
  { leaf }: IdentityInSecret,
  now: Date,
): boolean {
  if (spec.nodeName === undefined) return false;
  const created = new Date(metadata.creationTimestamp ?? 0);
  return (
    created < leaf.notBefore && now.getTime() - leaf.notBefore.getTime() < deliveryMilliseconds
  );
}

/** When the certificate in use ends, in Unix seconds; undefined where there is no answer. */
async function askAgent(kube: Kube, pod: InjectedPod): Promise<number | undefined> {
  const { name = '', namespace = '' } = pod.metadata;
  const port = healthPortOf(pod);
  if (port === undefined) return undefined;
  const target = { namespace, pod: name, port };
  try {
    const what = `the metrics of pod ${namespace}/${name}`;
    const answer = await withinSeconds(answerSeconds, what, kube.podProxy(target, '/metrics'));
    if (answer.status !== 200) return undefined;
    return readGauge(answer.body, 'iamra_agent_certificate_expiry_timestamp_seconds');
  } catch {
    // A pod that has just ended, or proxies that this user may not use.
    return undefined;
  }
}
