import { STSClient } from '@aws-sdk/client-sts';

/** The region that the environment or the AWS CLI's profile names; undefined where none does. */
export async function findRegion(
  environment: Readonly<Record<string, string | undefined>>,
  profile: string | undefined,
): Promise<string | undefined> {
  const named = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (named !== undefined && named !== '') return named;
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region();
  } catch {
    return undefined;
  }
}
