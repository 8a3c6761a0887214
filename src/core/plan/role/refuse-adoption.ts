import type { Role } from '../../anywhere/role.ts';
import { isOwnedBy } from '../../anywhere/tags.ts';
import { IamraError } from '../../errors/iamra-error.ts';

/**
 * Looks at the role that AWS has under the name of the one to be adopted.
 * @throws {IamraError} IAMRA247 where there is none, or at another path; IAMRA249 where iamra made it
 */
export function refuseAdoption(arn: string, cluster: string, found: Role | undefined): void {
  if (found === undefined) {
    throw new IamraError('IAMRA247', `There is no role ${arn} to adopt.`, {
      fix: 'iamra role add NAME, to make one',
    });
  }
  if (found.arn !== arn) {
    throw new IamraError(
      'IAMRA247',
      `There is no role ${arn}; the one of that name is ${found.arn}.`,
      { fix: `iamra role adopt ${found.arn}` },
    );
  }
  if (!isOwnedBy(found.tags, cluster)) return;
  throw new IamraError(
    'IAMRA249',
    `Role ${found.name} carries the tag of iamra for cluster ${cluster}: iamra made it.`,
    { fix: `iamra role add ${found.name} --service-account NAMESPACE/NAME` },
  );
}
