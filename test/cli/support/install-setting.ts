import { initialisedAws } from '../../fixtures/initialised-aws.ts';
import { certManager, injectCaBundles, type LoopbackCluster, loopbackCluster } from './cluster.ts';
import { type EmulatedAws, emulatedAws } from './emulated-aws.ts';
import {
  type HelmCall,
  type HelmScript,
  type RecordingHelm,
  recordingHelm,
} from './recording-helm.ts';
import { type Ended, type RunOptions, runIamra } from './run-iamra.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface InstallSetting {
  readonly cluster: LoopbackCluster;
  readonly aws: EmulatedAws;
  readonly options: Required<Pick<RunOptions, 'directory' | 'environment'>>;
  readonly run: (...words: string[]) => Promise<Ended>;
  readonly helm: RecordingHelm;
  readonly helmCalls: () => HelmCall[];
}

/** After `iamra init` in a cluster with a working cert-manager; the CA may be in `ca.key`, instead of a Secret. */
export async function installSetting(
  script?: HelmScript,
  { isCaInFile = false } = {},
): Promise<InstallSetting> {
  const directory = await temporaryDirectory();
  const aws = await emulatedAws();
  const cluster = await loopbackCluster(...certManager());
  injectCaBundles(cluster);
  const helm = await recordingHelm(script);
  const options = { directory, environment: { ...aws.environment, ...cluster.environment } };
  const { kubeconfig } = cluster.api;
  const place = isCaInFile ? { directory } : { directory, kubeconfig };
  await initialisedAws(aws.emulator, [], {}, place);
  const run = (...words: string[]): Promise<Ended> =>
    runIamra([...words, '--helm-binary', helm.path], options);
  return { cluster, aws, options, run, helm, helmCalls: helm.calls };
}

/** The runs of `helm upgrade`. */
export function upgrades(calls: readonly HelmCall[]): HelmCall[] {
  return calls.filter(({ commandLine }) => commandLine[0] === 'upgrade');
}

/** A release of revision 3 in this state. */
export const installed = (status: string): HelmScript => ({
  release: { version: 3, info: { status }, config: { region: 'us-east-1', cluster: 'home' } },
});
