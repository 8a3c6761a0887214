import { IAMClient } from '@aws-sdk/client-iam';
import { type AwsConnection, clientSettings } from '../client-settings.ts';
import type { Iam } from '../iam.ts';
import { rolePolicyCalls } from './role-policies.ts';
import { roleCalls } from './roles.ts';

/** IAM by the AWS SDK. */
export function sdkIam(connection: AwsConnection): Iam {
  const client = new IAMClient(clientSettings(connection, 'IAM'));
  return { ...roleCalls(client), ...rolePolicyCalls(client) };
}
