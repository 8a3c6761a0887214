import { type Certificate, certificateProblem } from '../../core/annotate/certificate.ts';
import type {
  RolloutBaseline,
  RolloutObservation,
} from '../../core/annotate/rollout/rollout-observation.ts';
import {
  eventIdentity,
  type RolloutEvent,
  type RolloutPod,
} from '../../core/annotate/rollout/rollout-pod.ts';
import type { Workload } from '../../core/annotate/workload.ts';
import { certificateReference } from './certificate-reference.ts';
import type { FoundTarget } from './found-target.ts';
import { unlessForbidden } from './unless-forbidden.ts';

const revision = 'deployment.kubernetes.io/revision';

/** What a rollout that starts now will not be judged by. */
export async function takeBaseline(found: FoundTarget): Promise<RolloutBaseline> {
  const [pods, events] = await Promise.all([listPods(found, found.object), listWarnings(found)]);
  return {
    podUids: new Set(pods.map(({ metadata }) => metadata.uid ?? '')),
    events: new Set(events.map(eventIdentity)),
  };
}

/** What can be seen of a rollout; what the user may not read is left out. */
export async function observeRollout(
  found: FoundTarget,
  workload: Workload,
  baseline: RolloutBaseline,
  certificate: string | undefined,
): Promise<RolloutObservation> {
  const [replicaSet, pods, events, problem] = await Promise.all([
    findReplicaSet(found, workload),
    listPods(found, workload),
    listWarnings(found),
    certificate === undefined ? undefined : readCertificateProblem(found, certificate),
  ]);
  const makers = [workload, replicaSet].map((maker) => maker?.metadata.uid);
  return {
    workload,
    replicaSet,
    pods: pods.filter(
      ({ metadata }) =>
        !baseline.podUids.has(metadata.uid ?? '') &&
        metadata.ownerReferences?.some(({ uid }) => makers.includes(uid)),
    ),
    events: events.filter((event) => !baseline.events.has(eventIdentity(event))),
    certificateProblem: problem,
  };
}

async function findReplicaSet(
  found: FoundTarget,
  deployment: Workload,
): Promise<Workload | undefined> {
  if (found.target.type.kind !== 'Deployment') return undefined;
  const query = { apiVersion: 'apps/v1', kind: 'ReplicaSet', ...selectionOf(found, deployment) };
  const replicaSets = await unlessForbidden(() => found.kube.list<Workload>(query), []);
  return replicaSets.find(
    ({ metadata }) =>
      metadata.ownerReferences?.some(({ uid }) => uid === deployment.metadata.uid) === true &&
      metadata.annotations?.[revision] === deployment.metadata.annotations?.[revision],
  );
}

function listPods(found: FoundTarget, workload: Workload): Promise<RolloutPod[]> {
  const query = { apiVersion: 'v1', kind: 'Pod', ...selectionOf(found, workload) };
  return unlessForbidden(() => found.kube.list<RolloutPod>(query), []);
}

function listWarnings({ kube, reference }: FoundTarget): Promise<RolloutEvent[]> {
  const query = {
    apiVersion: 'v1',
    kind: 'Event',
    namespace: reference.namespace,
    fieldSelector: 'type=Warning',
  };
  return unlessForbidden(() => kube.list<RolloutEvent>(query), []);
}

export function readCertificateProblem(
  { kube, reference }: FoundTarget,
  name: string,
): Promise<string | undefined> {
  const { namespace } = reference;
  return unlessForbidden(async () => {
    const certificate = await kube.get<Certificate>(certificateReference(name, namespace));
    return certificateProblem(certificate, `${namespace}/${name}`);
  }, undefined);
}

// Owner references tell what belongs to a workload; its labels only make the lists shorter.
function selectionOf(
  { reference }: FoundTarget,
  { spec }: Workload,
): { namespace: string; labelSelector?: string } {
  const { namespace } = reference;
  const pairs = Object.entries(spec?.selector?.matchLabels ?? {});
  if (pairs.length === 0) return { namespace };
  return { namespace, labelSelector: pairs.map(([key, value]) => `${key}=${value}`).join(',') };
}
