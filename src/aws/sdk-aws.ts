import type { Aws } from './aws.ts';
import type { AwsSettings } from './aws-settings.ts';
import { connectAws } from './client-settings.ts';
import { sdkIam } from './iam/sdk-iam.ts';
import { sdkRolesAnywhere } from './roles-anywhere/sdk-roles-anywhere.ts';
import { sdkSts } from './sdk-sts.ts';

/** AWS by its SDK. */
export async function sdkAws(settings: AwsSettings): Promise<Aws> {
  const connection = await connectAws(settings);
  return {
    rolesAnywhere: sdkRolesAnywhere(connection),
    iam: sdkIam(connection),
    sts: sdkSts(connection),
  };
}
