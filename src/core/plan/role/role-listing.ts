import type { Role } from '../../anywhere/role.ts';
import { isOwnedBy } from '../../anywhere/tags.ts';
import { futureRoleArn } from '../init/future-role-arn.ts';
import type { AwsObservation, InitTarget, TargetRole } from '../init/init-target.ts';
import { planRole } from '../init/plan-role.ts';

/** How a role of `iamra.yaml` stands in AWS. */
export type RoleState =
  | 'as_planned'
  | 'differs'
  | 'missing'
  /** It carries the tag of no iamra, or of another cluster's. */
  | 'not_ours'
  /** The Roles Anywhere profile has it, `iamra.yaml` does not. */
  | 'not_in_file';

export interface RoleListing {
  readonly name: string;
  readonly arn: string | null;
  readonly adopted: boolean;
  readonly serviceAccounts: readonly string[];
  readonly state: RoleState;
  /** What `iamra init` would put right. */
  readonly differences: readonly string[];
}

/**
 * The roles of `iamra.yaml` as AWS has them, then those that only the Roles Anywhere profile names.
 */
export function listRoles(target: InitTarget, observed: AwsObservation): readonly RoleListing[] {
  const known = target.roles.map((role) => listing(target, observed, role));
  const arns = [
    ...known.map(({ arn }) => arn),
    // A role that somebody deleted is in the profile still.
    ...target.roles.flatMap((role) => [role.arn ?? [], futureRoleArn(target, role)].flat()),
  ];
  const strangers = (observed.profile?.roleArns ?? []).filter((arn) => !arns.includes(arn));
  return [...known, ...strangers.map(stranger)];
}

function listing(target: InitTarget, observed: AwsObservation, role: TargetRole): RoleListing {
  const { name, adopted, serviceAccounts } = role;
  const found = observed.roles.find((candidate) => candidate.role.name === name)?.role;
  const common = { name, arn: found?.arn ?? null, adopted, serviceAccounts };
  if (found === undefined) return { ...common, state: 'missing', differences: [] };
  if (!adopted && !isOwnedBy(found.tags, target.cluster)) {
    return { ...common, state: 'not_ours', differences: [] };
  }
  const differences = [
    ...planRole(target, observed, role).change.details,
    ...profileDifference(observed, found),
  ];
  const state = differences.length === 0 ? 'as_planned' : 'differs';
  return { ...common, state, differences };
}

function profileDifference({ profile }: AwsObservation, { arn }: Role): string[] {
  if (profile === undefined) return ['there is no Roles Anywhere profile'];
  return profile.roleArns.includes(arn) ? [] : [`not in Roles Anywhere profile ${profile.name}`];
}

function stranger(arn: string): RoleListing {
  return {
    name: arn.split('/').at(-1) ?? arn,
    arn,
    adopted: false,
    serviceAccounts: [],
    state: 'not_in_file',
    differences: [],
  };
}
