import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Narrator } from '../demo/narrator.ts';
import { startBelongings } from './belongings.ts';
import type { ClusterDemoInput, DemoContexts } from './cluster-demo-input.ts';
import { demoNamespace, workloadName } from './demo-names.ts';
import type { DemoStage } from './demo-stage.ts';
import { emulatedContext } from './emulated-context.ts';
import { writeEnvironmentFile } from './environment-file.ts';
import { type EmulatorPlace, findPlace, refuseUnusableHost } from './find-place.ts';
import { giveRole } from './give-role.ts';
import { imageValues } from './image-values.ts';
import { installIamra } from './install-iamra.ts';
import { lookAtCluster } from './look-at-cluster.ts';
import { placeWorkload } from './place-workload.ts';
import { removalCommands } from './removal-commands.ts';
import { setUpAws } from './set-up-aws.ts';
import { emulatorCommand, startAws } from './start-aws.ts';

/** What runs once the demo has told its story. */
export interface ClusterDemoResult {
  readonly context: string;
  readonly namespace: string;
  readonly deployment: string;
  /** What the workload was told it is. */
  readonly assumedRoleArn: string;
  /** The emulator, as pods find it. */
  readonly endpointUrl: string;
  /** With iamra.yaml, and `environment` for a shell. */
  readonly folder: string;
  /** Ctrl-C ends the emulator alone. */
  readonly kept: boolean;
  /** Brings the emulator back after the demo. */
  readonly emulatorCommand: string;
  /** Take the demo out of the cluster. */
  readonly removalCommands: readonly string[];
}

/**
 * The main job on a cluster, with the emulator for AWS: runs until Ctrl-C, then takes away what it made.
 * @throws {IamraError} of the first step that failed; what was made before is taken away
 */
export async function clusterDemo(
  contexts: DemoContexts,
  input: ClusterDemoInput,
  narrator: Narrator,
  onReady: (result: ClusterDemoResult) => void,
): Promise<void> {
  refuseUnusableImage(input.image);
  if (input.host !== undefined) refuseUnusableHost(input.host);
  narrator.chapter('The cluster: cert-manager is there, iamra is not');
  const cluster = await lookAtCluster(contexts.interruptible, input, narrator);
  const belongings = startBelongings(narrator);
  const leave = (): Promise<Error | undefined> =>
    takeAway(contexts, input, { narrator, belongings, cluster });
  try {
    await perform(contexts, input, { narrator, belongings, cluster }, onReady);
  } catch (error) {
    await leave();
    throw error;
  }
  const failure = await leave();
  if (failure !== undefined) throw failure;
}

type Scene = Pick<DemoStage, 'narrator' | 'belongings' | 'cluster'>;

async function perform(
  { interruptible, undoing }: DemoContexts,
  input: ClusterDemoInput,
  scene: Scene,
  onReady: (result: ClusterDemoResult) => void,
): Promise<void> {
  const { narrator, belongings, cluster } = scene;
  const folder = await mkdtemp(join(tmpdir(), 'iamra-demo-'));
  belongings.add(`Remove ${folder}`, () => rm(folder, { recursive: true }));
  narrator.chapter('A stand-in for AWS, where pods reach it');
  const place = await findPlace(cluster.kube, input.host);
  const aws = await startAws(place, input.port, folder);
  try {
    narrator.success(
      `Roles Anywhere, IAM and STS of account ${aws.emulator.account.id} at ${aws.podUrl}`,
    );
    const context = emulatedContext(interruptible, aws, narrator);
    const stage = { ...scene, context, undoing, input, aws, folder };
    onReady(resultOf(stage, place, await tell(stage)));
    const { signal } = interruptible;
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await aws.emulator.close();
  }
}

async function tell(stage: DemoStage): Promise<string> {
  const { narrator, input, aws, folder } = stage;
  await writeEnvironmentFile(folder, aws, input.kubeconfig);
  narrator.chapter('A Deployment that asks AWS who it is, and has no credentials');
  await placeWorkload(stage);
  narrator.chapter('The AWS side: CA, trust anchor, Roles Anywhere profile, role');
  await setUpAws(stage);
  narrator.chapter('The cluster side: webhook, identity controller, issuers, guard');
  await installIamra(stage);
  narrator.chapter('The Deployment gets the role');
  return giveRole(stage);
}

async function takeAway(
  { undoing }: DemoContexts,
  { keep }: ClusterDemoInput,
  { narrator, belongings, cluster }: Scene,
): Promise<Error | undefined> {
  if (!keep) narrator.chapter('Away again, all that the demo made');
  const failure = keep ? undefined : await belongings.takeAway();
  if (keep || failure !== undefined) {
    const commands = removalCommands(cluster.kube.context, cluster.caNamespace);
    undoing.terminal.note(['\nWhat is left in the cluster goes by:', '', ...commands].join('\n  '));
  }
  return failure;
}

function resultOf(
  { cluster, input, aws, folder }: DemoStage,
  place: EmulatorPlace,
  assumedRoleArn: string,
): ClusterDemoResult {
  return {
    context: cluster.kube.context,
    namespace: demoNamespace,
    deployment: workloadName,
    assumedRoleArn,
    endpointUrl: aws.podUrl,
    folder,
    kept: input.keep,
    emulatorCommand: emulatorCommand(place, aws, folder),
    removalCommands: removalCommands(cluster.kube.context, cluster.caNamespace),
  };
}

function refuseUnusableImage(image: string): void {
  if (imageValues(image) !== undefined) return;
  throw new IamraError('IAMRA901', `--image “${image}” cannot be the name of an image.`, {
    fix: 'give it as registry.example.com/iamra:1.0',
  });
}
