import type { WaitingWorkload } from '../../../core/checks/workload-facts.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, type Condition, readAll, readOne } from './cluster-reader.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { placeOf } from './pods.ts';

const atOnce = 16;

// Our webhook out of reach, or our guard because it was not asked at all.
const ourTrouble =
  /failed calling webhook "[^"]*iamra\.dev"|ValidatingAdmissionPolicy 'iamra-guard/;

const makers = ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'];

interface Event extends ClusterObject {
  readonly involvedObject: {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly message?: string;
}

interface Workload extends ClusterObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly parallelism?: number;
    readonly completions?: number;
    readonly suspend?: boolean;
  };
  readonly status?: {
    readonly replicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly currentNumberScheduled?: number;
    readonly active?: number;
    readonly succeeded?: number;
    readonly conditions?: readonly Condition[];
  };
}

type Suspect = Omit<WaitingWorkload, 'missingPods'>;

/** The makers of pods whose last attempt failed for our sake, and that still lack some. */
export async function gatherWaiting(world: DoctorWorld): Promise<WaitingWorkload[]> {
  const kube = await world.kube();
  const events = await readAll<Event>(kube, {
    apiVersion: 'v1',
    kind: 'Event',
    fieldSelector: 'reason=FailedCreate',
    ...placeOf(world),
  });
  const suspects = new Map(events.flatMap(suspectOf).map((suspect) => [keyOf(suspect), suspect]));
  const found = await mapConcurrently([...suspects.values()], atOnce, (suspect) =>
    look(kube, suspect),
  );
  return found.filter((workload) => workload !== undefined);
}

function suspectOf({ involvedObject, message = '' }: Event): Suspect[] {
  const { apiVersion, kind, namespace, name } = involvedObject;
  if (!ourTrouble.test(message) || !makers.includes(kind ?? '')) return [];
  if (apiVersion === undefined || kind === undefined) return [];
  if (namespace === undefined || name === undefined) return [];
  return [{ apiVersion, kind, namespace, name, message }];
}

function keyOf({ kind, namespace, name }: Suspect): string {
  return `${kind} ${namespace}/${name}`;
}

async function look(kube: Kube, suspect: Suspect): Promise<WaitingWorkload | undefined> {
  const { apiVersion, kind, namespace, name } = suspect;
  const workload = await readOne<Workload>(kube, { apiVersion, kind, namespace, name });
  const missingPods = workload === undefined ? 0 : missingPodsOf(workload);
  return missingPods > 0 ? { ...suspect, missingPods } : undefined;
}

function missingPodsOf(workload: Workload): number {
  const { kind, spec = {}, status = {} } = workload;
  if (kind === 'Job') return missingPodsOfJob(workload);
  const { desiredNumberScheduled: desired, currentNumberScheduled: current = 0 } = status;
  if (kind === 'DaemonSet') return (desired ?? 0) - current;
  const { replicas = 1 } = spec;
  return replicas - (status.replicas ?? 0);
}

function missingPodsOfJob({ spec = {}, status = {} }: Workload): number {
  if (spec.suspend === true || isOver(status)) return 0;
  const { parallelism = 1, completions = Infinity } = spec;
  const { active = 0, succeeded = 0 } = status;
  return Math.min(parallelism, completions - succeeded) - active;
}

function isOver({ conditions = [] }: NonNullable<Workload['status']>): boolean {
  const ends = conditions.filter(({ type }) => type === 'Complete' || type === 'Failed');
  return ends.some(({ status }) => status === 'True');
}
