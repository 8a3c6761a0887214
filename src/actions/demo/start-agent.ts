import { join } from 'node:path';
import type { ServiceAccountName } from '../../core/identity/service-account.ts';
import { type BackgroundProcess, startNode } from '../../process/background-process.ts';
import { answersOk } from './answers-ok.ts';
import { containerEnvironment, type Node } from './container-environment.ts';
import { certificateSecret, projectedToken } from './demo-cluster.ts';
import type { Cast, Pod, PodContainer, Stage } from './demo-input.ts';
import { waitUntil } from './wait-until.ts';

const startMilliseconds = 20_000;

/** The pod's agent as a process, and the node that its containers run on. */
export interface StartedAgent {
  readonly process: BackgroundProcess;
  readonly node: Node;
}

/** Starts the injected sidecar as the kubelet would, and waits for its startup probe. */
export async function startAgent(
  { input, workspace }: Stage,
  { pod, config, ca }: Cast,
  serviceAccount: ServiceAccountName,
): Promise<StartedAgent> {
  const [agent] = pod.spec.initContainers ?? [];
  if (agent === undefined) throw new Error('the webhook put no agent into the pod');
  const order = { cluster: config.cluster, serviceAccount, issuer: ca };
  const folders = {
    secret: await certificateSecret(workspace.folder, order),
    projected: await projectedToken(workspace.folder),
  };
  const node = {
    volumes: volumesOf(pod, folders),
    fields: { 'metadata.name': pod.metadata.name ?? '' },
  };
  const environment = {
    ...containerEnvironment(agent, node),
    // The kubelet mounts a file of its own at /dev/termination-log; this machine's stays untouched.
    IAMRA_TERMINATION_LOG: join(workspace.folder, 'termination-log'),
  };
  const process = startNode(commandLine(agent, input.imageFolder), environment);
  workspace.onClose(process.stop);
  await waitUntil(() => answersOk(startupProbe(environment)), {
    milliseconds: startMilliseconds,
    complaint: () => `the agent did not start:\n${process.output()}`,
  });
  return { process, node };
}

/** The image's entry point is Node; what it runs lies under `/app`. */
function commandLine(agent: PodContainer, imageFolder: string): string[] {
  return (agent.args ?? []).map((word) => word.replace(/^\/app(?=\/)/, imageFolder));
}

/** The environment of the pod's only app container. */
export function appContainer(pod: Pod): PodContainer {
  const [app] = pod.spec.containers;
  if (app === undefined) throw new Error('the pod has no container');
  return app;
}

function volumesOf(
  pod: Pod,
  folders: { readonly secret: string; readonly projected: string },
): Record<string, string> {
  return Object.fromEntries(
    (pod.spec.volumes ?? []).flatMap(({ name, secret, projected }) => {
      if (secret !== undefined) return [[name, folders.secret]];
      return projected === undefined ? [] : [[name, folders.projected]];
    }),
  );
}

function startupProbe(environment: Record<string, string>): string {
  return `http://127.0.0.1:${environment['IAMRA_HEALTH_PORT'] ?? ''}/startupz`;
}
