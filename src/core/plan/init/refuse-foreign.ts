import type { Role } from '../../anywhere/role.ts';
import { clusterTag, isOwnedBy } from '../../anywhere/tags.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import type { InitObservation, InitTarget, TargetRole } from './init-target.ts';

/**
 * Leaves alone what isn't ours, and says what can't be made right.
 * @throws {IamraError} IAMRA206, IAMRA237, IAMRA239, IAMRA241
 */
export function refuseForeign(target: InitTarget, observed: InitObservation): void {
  const { trustAnchor, profile } = observed;
  if (trustAnchor !== undefined) refuseOtherCluster(target, 'Trust anchor', trustAnchor);
  if (profile !== undefined) refuseOtherCluster(target, 'Roles Anywhere profile', profile);
  for (const role of target.roles) {
    const found = observed.roles.find((candidate) => candidate.role.name === role.name)?.role;
    if (role.adopted) refuseMissing(role, found);
    else if (found !== undefined) refuseForeignRole(target, role, found);
  }
}

function refuseOtherCluster(
  { cluster }: InitTarget,
  what: string,
  { arn, tags }: Pick<Role, 'arn' | 'tags'>,
): void {
  const owner = tags[clusterTag];
  if (owner === undefined || owner === cluster) return;
  throw new IamraError('IAMRA241', `${what} ${arn} belongs to cluster ${owner}.`);
}

function refuseMissing({ name }: TargetRole, found: Role | undefined): void {
  if (found !== undefined) return;
  throw new IamraError('IAMRA239', `Role ${name} is adopted, and does not exist.`);
}

function refuseForeignRole({ cluster }: InitTarget, role: TargetRole, found: Role): void {
  // Whoever took our tags off a role whose ARN we wrote down has not made it theirs.
  const isKnown = role.arn === found.arn && found.tags[clusterTag] === undefined;
  if (!isOwnedBy(found.tags, cluster) && !isKnown) {
    throw new IamraError(
      'IAMRA206',
      `Role ${role.name} exists and does not carry the tags of iamra for cluster ${cluster}; it is left as it is.`,
      {
        fix: `choose another name with --role, or take it as it is: iamra role adopt ${found.arn}`,
      },
    );
  }
  if (found.path === role.path) return;
  throw new IamraError(
    'IAMRA237',
    `Role ${role.name} has path ${found.path}, and iamra.yaml wants ${role.path}: AWS cannot change it.`,
    { fix: `write path: ${found.path} into iamra.yaml, or take another name for the role` },
  );
}
