import type { Cluster } from '../cluster/cluster.ts';
import { buildImage } from '../cluster/images/build-image.ts';
import { startCluster } from '../cluster/start-cluster.ts';
import { anchorArn, profileArn } from '../fixtures/pods.ts';
import type { BenchOptions, Figures } from './figures.ts';
import { createDeployment } from './support/create-deployment.ts';
import { installBareWebhook } from './support/install-bare-webhook.ts';
import { median } from './support/median.ts';
import { type PodKind, PodStream, podKinds } from './support/pod-stream.ts';

const image = { repository: 'iamra.test/iamra', tag: 'bench' };
const release = ['iamra-injector', '--namespace', 'iamra-system'];
const pods = 500;
const podsOneByOne = 100;
const rounds = 3;
/** In the order of the table. */
const kinds = Object.keys(podKinds) as PodKind[];

interface Taken {
  /** Seconds for all pods, ten at a time. */
  readonly together: number;
  /** Milliseconds for each pod, one at a time. */
  readonly each: number;
}

type Round = Readonly<Record<PodKind, Taken>>;

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
  const { namespace } = podKinds.bare;
  const removeBare = await installBareWebhook(cluster, { image: imageName(), namespace });
  try {
    await createEach(stream);
    const times: Round[] = [];
    for (let round = 0; round < rounds; round++) times.push(await createEach(stream));
    const [without, asking] = await measureDeployments(cluster);
    return {
      budgets: {
        deployment: asking / without,
        creations: ratioOf(times, 'asking', 'bare'),
      },
      tables: {
        creations: kinds.map((kind) => cellsOf(times, kind)),
        deployment: [without, asking].map((seconds) => [seconds, seconds / without]),
      },
    };
  } finally {
    await stream.close();
    await removeBare();
  }
}

/** One round: what the machine does beside it should meet each kind alike. */
async function createEach(stream: PodStream): Promise<Round> {
  const taken: Partial<Record<PodKind, Taken>> = {};
  for (const kind of kinds) {
    const together = await stream.create(kind, { count: pods, inParallel: 10 });
    const inTurn = await stream.create(kind, { count: podsOneByOne, inParallel: 1 });
    taken[kind] = { together, each: (inTurn * 1000) / podsOneByOne };
  }
  return taken as Round;
}

/** Seconds; once, since what takes long is that the controller manager waits. */
async function measureDeployments(cluster: Cluster): Promise<[without: number, asking: number]> {
  const without = await createDeployment(cluster, 'without', pods);
  return [without, await createDeployment(cluster, 'asking', pods)];
}

function cellsOf(times: readonly Round[], kind: PodKind): number[] {
  const seconds = median(times.map((time) => time[kind].together));
  return [
    seconds,
    pods / seconds,
    ratioOf(times, kind, 'without'),
    ratioOf(times, kind, 'bare'),
    median(times.map((time) => time[kind].each)),
  ];
}

function ratioOf(times: readonly Round[], kind: PodKind, other: PodKind): number {
  return median(times.map((time) => time[kind].together / time[other].together));
}

async function install({ helm, importImage, kubectl }: Cluster): Promise<void> {
  const { repository, tag } = image;
  await importImage(await buildImage(imageName()));
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
  // Nothing of ours looks at pods without the webhook: no policy that warns of them either.
  const binding = 'validatingadmissionpolicybinding/iamra-excluded-namespace-by-label';
  await kubectl(['delete', binding]);
}

async function remove({ helm, kubectl }: Cluster): Promise<void> {
  await helm(4, ['uninstall', '--wait', '--ignore-not-found', ...release]);
  await kubectl(['delete', 'namespace', 'iamra-system', '--ignore-not-found']);
}

function imageName(): string {
  return `${image.repository}:${image.tag}`;
}
