import { observe } from '../../../../src/actions/init/observe.ts';
import { sdkAws } from '../../../../src/aws/sdk-aws.ts';
import type { CallerIdentity } from '../../../../src/aws/sts.ts';
import type { IamraConfig } from '../../../../src/core/config/iamra-config.ts';
import { errorMessage } from '../../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import { planInit } from '../../../../src/core/plan/init/plan-init.ts';
import { initTarget } from '../../../../src/core/plan/init/target-of-config.ts';
import type { AwsAccess, RolesAnywherePlace } from '../access/aws-access.ts';
import type { DriftReport } from '../drift-report.ts';
import type { DriftFiles } from '../read-drift-files.ts';
import { readConfig } from './read-config.ts';
import { reportDrift } from './report-drift.ts';

export interface LookInput {
  readonly files: DriftFiles;
  /** The controller's own, which iamra.yaml must be for. */
  readonly cluster: string;
  readonly access: AwsAccess;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Compares what AWS holds with what iamra.yaml says, as `iamra plan` does; reads, and changes nothing.
 * @throws {IamraError} IAMRA284 for an unusable iamra.yaml, IAMRA207 for another account, 2xx as AWS's calls do
 */
export async function lookAtAws(input: LookInput): Promise<DriftReport> {
  const { files, cluster, access, environment, signal } = input;
  const config = readConfig(files.config, cluster);
  const place = placeOf(config);
  const credentials = access.credentials(place, signal);
  // Here a refused session is told in its own words, which the SDK would wrap.
  await credentials?.();
  const aws = await sdkAws({ region: place.region, credentials, environment });
  const caller = await aws.sts.getCallerIdentity().catch((error: unknown) => {
    throw credentials === undefined ? withoutPlatform(error) : error;
  });
  refuseOtherAccount(caller, config);
  const target = initTarget(config, caller.partition, files.policies);
  const observed = await observe(aws, target);
  // The CA is the cluster's: whether it is there is not looked at here.
  const { resources } = planInit(target, { ...observed, hasCa: true });
  return reportDrift(resources);
}

/** What the SDK says of a person's machine leads nobody to the platform of a pod. */
function withoutPlatform(error: unknown): unknown {
  if (!IamraError.is(error) || error.code !== 'IAMRA201') return error;
  const said = error.cause === undefined ? error.message : errorMessage(error.cause);
  return new IamraError(
    'IAMRA281',
    `The platform gives the pod no credentials: ${said.replace(/\.$/, '')}.`,
    {
      fix: 'check the IRSA role or the EKS Pod Identity association of the ServiceAccount, or set driftDetection.roleArn',
      cause: error,
    },
  );
}

function placeOf({ region, trustAnchor, profile }: IamraConfig): RolesAnywherePlace {
  if (trustAnchor?.arn === undefined || profile?.arn === undefined) {
    throw new IamraError(
      'IAMRA284',
      'The iamra.yaml of drift detection names no trust anchor, or no Roles Anywhere profile.',
      { fix: 'iamra init, then iamra install' },
    );
  }
  return { region, trustAnchorArn: trustAnchor.arn, profileArn: profile.arn };
}

function refuseOtherAccount({ account, arn }: CallerIdentity, config: IamraConfig): void {
  if (account === config.account) return;
  throw new IamraError(
    'IAMRA207',
    `iamra.yaml is for account ${config.account}; the credentials are ${arn} of account ${account}.`,
    { fix: `give drift detection credentials of account ${config.account}` },
  );
}
