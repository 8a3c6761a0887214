import type { IamraConfig } from '../../../../src/core/config/iamra-config.ts';
import { account, anchorArn, profileArn, roleArn } from '../../../fixtures/pods.ts';

export { anchorArn, profileArn, roleArn };

export const config: IamraConfig = {
  apiVersion: 'iamra.dev/v1',
  cluster: 'home',
  region: 'eu-west-1',
  account,
  trustAnchor: { name: 'iamra-home', arn: anchorArn },
  profile: { name: 'iamra-home', arn: profileArn, durationSeconds: 3600 },
  roles: [
    { name: 'web', arn: roleArn, serviceAccounts: ['default/web', 'default:api'], policies: [] },
    { name: 'batch', serviceAccounts: ['default/batch'], policies: [] },
  ],
};
