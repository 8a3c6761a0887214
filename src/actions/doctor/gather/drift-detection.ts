import type {
  ControllerReport,
  DriftDetectionState,
} from '../../../core/checks/drift-detection-state.ts';
import { errorMessage } from '../../../core/errors/error-message.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { withinSeconds } from '../within-seconds.ts';
import { type ClusterObject, readAll, readOne } from './cluster-reader.ts';
import { statusMessage } from './status-message.ts';

const name = 'iamra-identity-controller';
const usualHealthPort = 10_251;
const answerSeconds = 5;

interface Variable {
  readonly name: string;
  readonly value?: string;
}

interface Deployment extends ClusterObject {
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly template?: {
      readonly spec?: { readonly containers?: readonly { readonly env?: readonly Variable[] }[] };
    };
  };
}

/** Asks each identity controller through the API server's proxy what drift detection has seen. */
export async function gatherDriftDetection(
  world: DoctorWorld,
): Promise<DriftDetectionState | undefined> {
  const kube = await world.kube();
  const { namespace } = (await world.read('installation')) ?? {};
  if (namespace === undefined) return undefined;
  const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name, namespace };
  const deployment = await readOne<Deployment>(kube, reference);
  const environment = environmentOf(deployment);
  if (!environment.has('IAMRA_DRIFT_DIRECTORY')) return undefined;
  const port = Number(environment.get('IAMRA_HEALTH_PORT') ?? usualHealthPort);
  const labels = Object.entries(deployment?.spec?.selector?.matchLabels ?? {});
  const labelSelector = labels.map(([key, value]) => `${key}=${value}`).join(',');
  const pods = await readAll(kube, { apiVersion: 'v1', kind: 'Pod', namespace, labelSelector });
  const controllers = await Promise.all(
    pods.map(({ metadata }) => ask(kube, { namespace, pod: metadata.name, port })),
  );
  return { namespace, controllers };
}

function environmentOf(deployment: Deployment | undefined): Map<string, string | undefined> {
  const containers = deployment?.spec?.template?.spec?.containers ?? [];
  const variables = containers.flatMap(({ env = [] }) => env);
  return new Map(variables.map((variable) => [variable.name, variable.value]));
}

async function ask(
  kube: Kube,
  target: { readonly namespace: string; readonly pod: string; readonly port: number },
): Promise<ControllerReport> {
  try {
    const { status, body } = await withinSeconds(
      answerSeconds,
      `the metrics of pod ${target.namespace}/${target.pod}`,
      kube.podProxy(target, '/metrics'),
    );
    if (status === 200) return { kind: 'answered', metrics: body };
    const kind = status === 403 ? 'forbidden' : 'unreachable';
    return { kind, reason: statusMessage(body) };
  } catch (error) {
    return { kind: 'unreachable', reason: errorMessage(error) };
  }
}
