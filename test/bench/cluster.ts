import type { Cluster } from '../cluster/cluster.ts';
import { buildImage } from '../cluster/images/build-image.ts';
import { startCluster } from '../cluster/start-cluster.ts';
import { anchorArn, profileArn } from '../fixtures/pods.ts';
import type { BenchOptions, Figures } from './figures.ts';
import { median } from './support/median.ts';
import { type PodKind, PodStream } from './support/pod-stream.ts';

const image = { repository: 'iamra.test/iamra', tag: 'bench' };
const release = ['iamra-injector', '--namespace', 'iamra-system'];
const pods = 500;
const rounds = 3;
const kinds = ['uncovered', 'silent', 'asking'] as const satisfies readonly PodKind[];

/**
 * How long a real API server takes for 500 pods, with the chart as users install it.
 * @throws {ClusterError} saying why no cluster can be started here
 */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  if (short) return {};
  const cluster = await startCluster();
  try {
    await install(cluster);
    return await measureCreations(cluster);
  } finally {
    await remove(cluster);
    await cluster.stop();
  }
}

async function measureCreations(cluster: Cluster): Promise<Figures> {
  const stream = await PodStream.open(cluster);
  const times: Array<Record<PodKind, number>> = [];
  try {
    await createEach(stream);
    for (let round = 0; round < rounds; round++) times.push(await createEach(stream));
  } finally {
    await stream.close();
  }
  const rows = kinds.map((kind) => {
    const seconds = median(times.map((time) => time[kind]));
    return [seconds, pods / seconds, median(times.map((time) => time[kind] / time.uncovered))];
  });
  return { budgets: { creations: rows.at(-1)?.at(-1) ?? Number.NaN }, tables: { creations: rows } };
}

/** One round: what the machine does beside it should meet each kind alike. */
async function createEach(stream: PodStream): Promise<Record<PodKind, number>> {
  return {
    uncovered: await stream.create('uncovered', pods),
    silent: await stream.create('silent', pods),
    asking: await stream.create('asking', pods),
  };
}

async function install({ helm, importImage }: Cluster): Promise<void> {
  const { repository, tag } = image;
  await importImage(await buildImage(`${repository}:${tag}`));
  const values = [
    `image.repository=${repository}`,
    `image.tag=${tag}`,
    'cluster=bench',
    'workloadIssuer.ca=selfSigned',
    `trustAnchorArn=${anchorArn}`,
    `profileArn=${profileArn}`,
  ].flatMap((value) => ['--set', value]);
  const words = ['upgrade', '--install', '--create-namespace', '--wait', ...values];
  await helm(4, [...words, ...release, 'charts/iamra-injector']);
}

async function remove({ helm, kubectl }: Cluster): Promise<void> {
  await helm(4, ['uninstall', '--wait', '--ignore-not-found', ...release]);
  await kubectl(['delete', 'namespace', 'iamra-system', '--ignore-not-found']);
}
