import { isOwnedBy } from '../../anywhere/tags.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import type { AwsObservation } from '../init/init-target.ts';

/**
 * Looks at the role that AWS has under the name of the one to be adopted.
 * @throws {IamraError} IAMRA247 where it is at another path, IAMRA249 where iamra made it
 */
export function refuseAdoption(arn: string, cluster: string, { roles }: AwsObservation): void {
  const name = arn.split('/').at(-1);
  const role = roles.find((found) => found.role.name === name)?.role;
  if (role === undefined) return;
  if (role.arn !== arn) {
    throw new IamraError(
      'IAMRA247',
      `There is no role ${arn}; the one of that name is ${role.arn}.`,
      {
        fix: `iamra role adopt ${role.arn}`,
      },
    );
  }
  if (!isOwnedBy(role.tags, cluster)) return;
  throw new IamraError(
    'IAMRA249',
    `Role ${role.name} carries the tag of iamra for cluster ${cluster}: iamra made it.`,
    { fix: `iamra role add ${role.name} --service-account NAMESPACE/NAME` },
  );
}
