import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { Issuance } from '../../../src/core/identity/certificate-object.ts';
import type { Clock } from '../../agent/clock.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import type { Logger } from '../../observe/logger.ts';
import type { Metric } from '../../observe/metrics/metric.ts';
import type { AwsAccess } from './access/aws-access.ts';
import { findAccess } from './access/find-access.ts';
import { OwnCertificate } from './access/own-certificate.ts';
import type { DriftConfig } from './drift-config.ts';
import { DriftDetection } from './drift-detection.ts';
import { DriftEvents } from './drift-events.ts';
import { DriftMetrics } from './drift-metrics.ts';
import type { DriftReport } from './drift-report.ts';
import { readDriftFiles } from './read-drift-files.ts';

export interface DriftParts {
  readonly client: KubeClient;
  readonly issuance: Issuance;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly environment: NodeJS.ProcessEnv;
}

/** Drift detection as it is told to be, at rest, with what it shows on /metrics. */
export function createDriftDetection(
  config: DriftConfig,
  { client, issuance, clock, random, logger, environment }: DriftParts,
): { readonly detection: DriftDetection; readonly metrics: readonly Metric[] } {
  const { serviceAccount, deployment: name, intervalMilliseconds } = config;
  const certificate = new OwnCertificate({ client, clock, issuance, account: serviceAccount });
  const access = findAccess(config, { certificate, clock, logger, environment });
  logger.info('drift detection is on', {
    access: access?.description ?? 'none',
    intervalSeconds: intervalMilliseconds / 1000,
  });
  const metrics = new DriftMetrics(intervalMilliseconds);
  const deployment = { namespace: serviceAccount.namespace, name };
  const detection = new DriftDetection({
    pauses: config,
    clock,
    random,
    logger,
    metrics,
    events: new DriftEvents({ client, logger, deployment }),
    look: async (signal) =>
      look({ config, access, cluster: issuance.cluster, environment, signal }),
  });
  return { detection, metrics: metrics.all };
}

interface Look {
  readonly config: DriftConfig;
  readonly access: AwsAccess | undefined;
  readonly cluster: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

async function look({ config, access, ...input }: Look): Promise<DriftReport> {
  if (access === undefined) {
    throw new IamraError(
      'IAMRA281',
      'Neither driftDetection.roleArn, nor the platform, nor driftDetection.credentialsSecret gives access to AWS.',
    );
  }
  const files = await readDriftFiles(config.directory);
  // The AWS SDK is large: without drift detection it is never loaded.
  const { lookAtAws } = await import('./aws/look-at-aws.ts');
  return lookAtAws({ ...input, files, access });
}
