import { IAMClient } from '@aws-sdk/client-iam';
import type { AwsSettings } from '../aws-settings.ts';
import { clientSettings } from '../client-settings.ts';
import type { Iam } from '../iam.ts';
import { rolePolicyCalls } from './role-policies.ts';
import { roleCalls } from './roles.ts';

/** IAM by the AWS SDK. */
export function sdkIam(settings: AwsSettings): Iam {
  const client = new IAMClient(clientSettings(settings, 'IAM'));
  return { ...roleCalls(client), ...rolePolicyCalls(client) };
}
