import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { User } from '../../core/plan/uninstall/plan-uninstall.ts';
import type { Kube } from '../../kube/kube.ts';
import { findRoleUsers, type RoleUse } from './find-role-users.ts';

/**
 * Who in the cluster would lose credentials.
 * @throws {IamraError} IAMRA246 where somebody would and `force` isn't given, 1xx where the cluster cannot be read
 */
export async function affectedUsers(
  { terminal }: Context,
  kube: Kube,
  isMeant: (use: RoleUse) => boolean,
  force: boolean,
): Promise<User[]> {
  if (force) {
    return findRoleUsers(kube, isMeant).catch((error: unknown) => {
      if (!IamraError.is(error)) throw error;
      terminal.warn(`Who uses it is not known: ${error.message}`);
      return [];
    });
  }
  const users = await findRoleUsers(kube, isMeant);
  if (users.length === 0) return users;
  const names = users.map(({ name, what }) => `${name} (${what})`).join(', ');
  throw new IamraError(
    'IAMRA246',
    `Workloads in the cluster of context ${kube.context} get their credentials from it: ${names}.`,
  );
}
