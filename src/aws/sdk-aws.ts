import type { Aws } from './aws.ts';
import type { AwsSettings } from './aws-settings.ts';
import { sdkIam } from './iam/sdk-iam.ts';
import { sdkRolesAnywhere } from './roles-anywhere/sdk-roles-anywhere.ts';
import { sdkSts } from './sdk-sts.ts';

/** AWS by its SDK. */
export function sdkAws(settings: AwsSettings): Aws {
  return {
    rolesAnywhere: sdkRolesAnywhere(settings),
    iam: sdkIam(settings),
    sts: sdkSts(settings),
  };
}
