import type { EmulatorAccount } from '../account.ts';
import type { Demand } from './demand.ts';

export const rolesAnywhereService = 'rolesanywhere.amazonaws.com';

const names: Readonly<Record<string, string>> = {
  [rolesAnywhereService]: 'AWSServiceRoleForRolesAnywhere',
};

/** What a caller must be allowed so that a service gets its role. */
export function serviceLinkedRoleDemand(
  { partition, id }: Pick<EmulatorAccount, 'partition' | 'id'>,
  service: string,
): Demand {
  const path = `/aws-service-role/${service}/`;
  return {
    action: 'iam:CreateServiceLinkedRole',
    resource: `arn:${partition}:iam::${id}:role${path}${names[service] ?? ''}`,
    context: { 'iam:AWSServiceName': [service] },
  };
}
