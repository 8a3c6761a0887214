import type { DoctorResult } from '../../../src/actions/doctor/doctor-result.ts';
import { initialisedAws } from '../../fixtures/initialised-aws.ts';
import { type DriftMetrics, runDriftDetection } from './drift-detection.ts';
import { type EmulatedAws, emulatedAws } from './emulated-aws.ts';
import { type BareCluster, bareCluster } from './healthy-cluster.ts';
import { healthyInstallation } from './healthy-installation.ts';
import { type Ended, runIamra } from './run-iamra.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** What `iamra doctor` looks at, in a test. */
export interface Setting {
  readonly directory: string;
  readonly aws: EmulatedAws;
  readonly cluster: BareCluster;
  /** Changes what drift detection shows. */
  readonly drift: (metrics: DriftMetrics) => void;
  /** Ends the answers of a healthy agent. */
  readonly agentAnswers: () => void;
  readonly run: (...words: string[]) => Promise<Ended>;
  readonly doctor: (...words: string[]) => Promise<DoctorResult & { exitCode: number | null }>;
}

/** After init, install and annotate, with a pod that has its credentials. */
export async function healthy(): Promise<Setting> {
  const directory = await temporaryDirectory();
  const aws = await emulatedAws();
  const cluster = await bareCluster();
  const environment = { ...aws.environment, ...cluster.environment };
  const run = (...words: string[]): Promise<Ended> => runIamra(words, { directory, environment });
  const role = { name: 'web', serviceAccounts: ['default/web'], policies: [] };
  await initialisedAws(aws.emulator, [role], {}, { directory });
  const agentAnswers = await healthyInstallation(cluster, directory);
  const drift = runDriftDetection(cluster.api);
  const doctor: Setting['doctor'] = async (...words) => {
    const { stdout, exitCode } = await run('doctor', '--json', ...words);
    return { ...(JSON.parse(stdout) as DoctorResult), exitCode };
  };
  return { aws, cluster, directory, drift, agentAnswers, run, doctor };
}

/** The codes that doctor found, in its order. */
export function codesOf({ checks }: DoctorResult): string[] {
  return checks.flatMap(({ findings }) => findings.map(({ code }) => code));
}
