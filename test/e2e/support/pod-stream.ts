import { inject } from 'vitest';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { findClusterAccess } from '../../../webhook/kube/find-cluster-access.ts';
import { KubeClient } from '../../../webhook/kube/kube-client.ts';
import type { KubeObject } from '../../../webhook/kube/kube-object.ts';
import { resources } from '../../../webhook/kube/resource.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';

/** Pods that are created without a pause, by dry runs: all of admission, and nothing is stored. */
export interface PodStream {
  /** Resolves when so many more were admitted with their agent. */
  readonly flow: (more: number) => Promise<void>;
  /** What went wrong so far, in each different way, with its first moment. */
  readonly failures: () => string[];
  readonly stop: () => Promise<void>;
}

type AdmittedPod = KubeObject & {
  readonly spec: { readonly initContainers?: ReadonlyArray<{ readonly name: string }> };
};

/** As many at a time as a few controllers would. */
const lanes = 6;

/** Resolves with the running stream once a first pod has come through. */
export async function startPodStream(namespace: string, pod: object): Promise<PodStream> {
  const client = new KubeClient(await findClusterAccess({ KUBECONFIG: inject('kubeconfig') }));
  const failures = new Map<string, string>();
  let admitted = 0;
  let isStopped = false;

  async function createOne(): Promise<void> {
    const options = { fieldManager: 'steady-stream', dryRun: true, timeoutMilliseconds: 30_000 };
    const made = await client.create<AdmittedPod>(resources.pods, namespace, pod, options);
    if (made.spec.initContainers?.[0]?.name !== 'iamra-agent') throw new Error('has no agent');
    admitted += 1;
  }

  async function lane(): Promise<void> {
    while (!isStopped) {
      await createOne().catch((error: unknown) => {
        const problem = errorMessage(error);
        if (!failures.has(problem)) failures.set(problem, new Date().toISOString());
      });
    }
  }

  await pollUntil(() =>
    createOne().then(
      () => true,
      () => undefined,
    ),
  );
  const running = Array.from({ length: lanes }, lane);
  return {
    failures: () => [...failures].map(([problem, moment]) => `${moment} ${problem}`),
    flow: async (more) => {
      const goal = admitted + more;
      await pollUntil(() => (admitted >= goal ? true : undefined));
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(running);
      client.close();
    },
  };
}
