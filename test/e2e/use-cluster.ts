import type { TestProject } from 'vitest/node';
import { buildImage as bundleImage } from '../../scripts/build/image.ts';
import { buildImage } from '../cluster/images/build-image.ts';
import { startCluster } from '../cluster/start-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly kubeconfig: string;
    /** An address of this machine that pods reach. */
    readonly hostAddress: string;
    /** The project's own image, on the node already. */
    readonly image: string;
  }
}

const image = 'iamra.test/iamra:e2e';

/** The cluster of all e2e tests, with the image in it; one that ran before is used, and left running. */
export default async function useCluster(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  await bundleImage();
  await cluster.importImage(await buildImage(image));
  project.provide('kubeconfig', cluster.kubeconfig);
  project.provide('hostAddress', cluster.hostAddress);
  project.provide('image', image);
  return cluster.stop;
}
