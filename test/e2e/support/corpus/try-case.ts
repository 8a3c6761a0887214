import type { CorpusCase } from './corpus-cases.ts';
import type { DryRun, DryRunClient } from './dry-run.ts';
import type { PlacedWorkload } from './opt-in.ts';

/** Namespaces to try manifests in: one that takes any pod, one of PSS restricted. */
export const corpusNamespaces = {
  any: 'iamra-corpus',
  restricted: 'iamra-corpus-restricted',
} as const;

/** What the API server takes of a case without injection, and what it refuses of that with it. */
export interface TriedCase {
  readonly case: CorpusCase;
  /** The manifest, and a pod of it, were taken as they came. */
  readonly accepted: boolean;
  /** And the pod under PSS restricted too. */
  readonly restricted: boolean;
  /** Why what was taken before is not taken after injection. */
  readonly failures: readonly string[];
}

/** Tries a workload, and a pod as its controller would make it, without and with injection. */
export async function tryCase(dryRun: DryRunClient, tried: CorpusCase): Promise<TriedCase> {
  const { before, after } = tried;
  const { any, restricted } = corpusNamespaces;
  const trials = await Promise.all([
    tryBoth(dryRun, any, objectOf(before), objectOf(after)),
    tryBoth(dryRun, any, podOf(before), podOf(after)),
    tryBoth(dryRun, restricted, podOf(before), podOf(after)),
  ]);
  const [workload, pod, restrictedPod] = trials;
  const accepted = workload.before && pod.before;
  return {
    case: tried,
    accepted,
    restricted: accepted && restrictedPod.before,
    failures: trials.flatMap(({ failure }) => failure),
  };
}

type Manifest = Readonly<Record<string, unknown>>;

interface Trial {
  readonly before: boolean;
  readonly failure: readonly string[];
}

async function tryBoth(
  dryRun: DryRunClient,
  namespace: string,
  before: Manifest,
  after: Manifest,
): Promise<Trial> {
  const first = await dryRun(namespace, before);
  if (!first.accepted) return { before: false, failure: [] };
  const second = await dryRun(namespace, after);
  const problem = second.accepted ? sidecarProblem(second) : second.message;
  const subject = `${String(after['kind'])} in ${namespace}`;
  return { before: true, failure: problem === undefined ? [] : [`${subject}: ${problem}`] };
}

/** A custom kind's schema may drop a field that it does not know. */
function sidecarProblem({ object }: DryRun): string | undefined {
  const json = JSON.stringify(object);
  return /"restartPolicy":"Always"/.test(json) && json.includes('"name":"iamra-agent"')
    ? undefined
    : 'the agent has not come through';
}

function objectOf({ object }: PlacedWorkload): Manifest {
  const { metadata, ...rest } = object;
  // Dry-runs don't reach the namespace that a manifest names.
  return { ...rest, metadata: { ...(metadata as object), namespace: undefined } };
}

function podOf({ object, pod }: PlacedWorkload): Manifest {
  const { metadata, spec } = pod as { metadata?: object; spec: { volumes?: object[] | null } };
  const name = { name: undefined, namespace: undefined, generateName: 'corpus-' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, ...name },
    spec: {
      restartPolicy: 'Always',
      ...spec,
      volumes: [...(spec.volumes ?? []), ...claimsOf(object)],
    },
  };
}

/** The volumes that the controller of StatefulSets adds. */
function claimsOf(object: Manifest): object[] {
  const { volumeClaimTemplates } = (object['spec'] ?? {}) as {
    volumeClaimTemplates?: Array<{ metadata: { name: string } }> | null;
  };
  return (volumeClaimTemplates ?? []).map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-0` },
  }));
}
