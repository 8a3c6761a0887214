import { parseArn } from '../../../src/core/arn.ts';
import { parseDuration } from '../../../src/core/duration.ts';
import type { ServiceAccountName } from '../../../src/core/identity/service-account.ts';
import type { SettingsReader } from '../../agent/settings-reader.ts';

/** How drift detection is to work. */
export interface DriftConfig {
  /** Holds iamra.yaml and policies.json; read anew for each look. */
  readonly directory: string;
  /** From the end of one look to the next. */
  readonly intervalMilliseconds: number;
  /** What is added to each interval at most, so that clusters do not ask AWS in step. */
  readonly jitterMilliseconds: number;
  /** Assumed with a certificate of the controller's own ServiceAccount. */
  readonly roleArn: string | undefined;
  /** Holds the files of a Secret with an access key. */
  readonly credentialsDirectory: string | undefined;
  readonly serviceAccount: ServiceAccountName;
  /** Whose Events tell of drift, in the namespace of the ServiceAccount. */
  readonly deployment: string;
}

const day = 24 * 60 * 60 * 1000;
const shortestInterval = 60 * 1000;
const usualName = 'iamra-identity-controller';

/** Reads what drift detection is told; undefined where it is off. */
export function readDriftConfig(
  reader: SettingsReader,
  namespace: string,
): DriftConfig | undefined {
  const directory = reader.read('IAMRA_DRIFT_DIRECTORY', anyText, undefined);
  const config = {
    intervalMilliseconds: reader.read('IAMRA_DRIFT_INTERVAL', interval, 60 * 60 * 1000),
    jitterMilliseconds: reader.read('IAMRA_DRIFT_JITTER', jitter, 10 * 60 * 1000),
    roleArn: reader.read('IAMRA_DRIFT_ROLE_ARN', roleArn, undefined),
    credentialsDirectory: reader.read('IAMRA_DRIFT_CREDENTIALS_DIRECTORY', anyText, undefined),
    serviceAccount: { namespace, name: reader.read('IAMRA_SERVICE_ACCOUNT', anyText, usualName) },
    deployment: reader.read('IAMRA_DEPLOYMENT', anyText, usualName),
  };
  return directory === undefined ? undefined : { directory, ...config };
}

const anyText = { allowed: 'set', read: (text: string) => text };

const interval = {
  allowed: 'a duration from 1m to 24h',
  read: (text: string) => durationWithin(text, shortestInterval),
};

const jitter = {
  allowed: 'a duration up to 24h',
  read: (text: string) => durationWithin(text, 0),
};

const roleArn = {
  allowed: 'the ARN of an IAM role',
  read: (text: string) => {
    const arn = parseArn(text);
    return arn?.service === 'iam' && arn.resource.startsWith('role/') ? text : undefined;
  },
};

function durationWithin(text: string, least: number): number | undefined {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined || milliseconds < least || milliseconds > day) return undefined;
  return milliseconds;
}
