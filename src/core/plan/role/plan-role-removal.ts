import type { RolesAnywhereProfile } from '../../anywhere/profile.ts';
import type { Role } from '../../anywhere/role.ts';
import { isOwnedBy } from '../../anywhere/tags.ts';
import type { IamraConfig, RoleConfig } from '../../config/iamra-config.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import type { Change } from '../change.ts';
import { policyDetails } from '../init/diff-details.ts';
import { locateStatements } from '../init/locate-statements.ts';
import { roleTrustPolicyText } from '../init/role-trust-policy-text.ts';
import { statementId } from '../init/statement-id.ts';
import { planRoleDeletion } from './delete-role.ts';
import type {
  RemovalObservation,
  RoleRemoval,
  RoleRemovalPlan,
  RoleRemovalStep,
} from './role-removal.ts';
import { withoutTrustStatement } from './without-trust-statement.ts';

/**
 * The end of a role, or of a ServiceAccount's part in it: out of the Roles Anywhere profile first, so that no session
 * begins with half a role. An adopted role stays, without our statement.
 * @throws {IamraError} IAMRA206 for a role that isn't ours, IAMRA220, IAMRA248
 */
export function planRoleRemoval(
  config: IamraConfig,
  { name, serviceAccount }: RoleRemoval,
  observed: RemovalObservation,
): RoleRemovalPlan {
  const written = config.roles.find((role) => role.name === name);
  if (serviceAccount !== undefined) {
    if (written?.serviceAccounts.includes(serviceAccount) !== true) return nothingToDo(config);
    const others = written.serviceAccounts.filter((account) => account !== serviceAccount);
    if (others.length > 0) {
      return planNarrowing(config, { ...written, serviceAccounts: others }, observed);
    }
  }
  // As after a role was given back: a second run has nothing to do.
  if (written === undefined && isStranger(config.cluster, name, observed)) {
    return nothingToDo(config);
  }
  const parts = [...leaveProfile(observed.profile, name), ...endRole(config, written, observed)];
  return {
    changes: parts.map(({ change }) => change),
    steps: parts.flatMap(({ steps }) => steps),
    config: { ...config, roles: config.roles.filter((role) => role !== written) },
  };
}

interface Part {
  readonly change: Change;
  readonly steps: readonly RoleRemovalStep[];
}

function nothingToDo(config: IamraConfig): RoleRemovalPlan {
  return { changes: [], steps: [], config };
}

/** Whether neither the role nor the profile bears a trace of the cluster. */
function isStranger(
  cluster: string,
  name: string,
  { profile, role: found }: RemovalObservation,
): boolean {
  if (found === undefined || isOwnedBy(found.role.tags, cluster)) return false;
  const ours = [true, false].map((adopted) => statementId(cluster, { adopted }));
  const { items } = locateStatements(found.role.trustPolicy);
  const isTrusted = items.some(({ sid }) => sid !== undefined && ours.includes(sid));
  return !isTrusted && leaveProfile(profile, name).length === 0;
}

/** Fewer ServiceAccounts, the rest of the role as it is. */
function planNarrowing(
  config: IamraConfig,
  narrowed: RoleConfig,
  { role: found, trustAnchorArn }: RemovalObservation,
): RoleRemovalPlan {
  const roles = config.roles.map((role) => (role.name === narrowed.name ? narrowed : role));
  const after = { ...config, roles };
  if (found === undefined) return nothingToDo(after);
  const { role } = found;
  if (narrowed.adopted !== true) refuseForeign(config, role);
  if (trustAnchorArn === undefined) {
    throw new IamraError('IAMRA220', `Cluster ${config.cluster} has no trust anchor in AWS.`);
  }
  const { adopted = false, conditions = {}, serviceAccounts } = narrowed;
  const trust = { adopted, conditions, serviceAccounts };
  const source = config.sourceAccount === true ? { sourceAccount: config.account } : {};
  const target = { cluster: config.cluster, ...source };
  const text = roleTrustPolicyText(target, trust, trustAnchorArn, role.trustPolicy);
  const { change, steps } = changeTrust(role, text);
  return { changes: [change], steps, config: after };
}

function leaveProfile(profile: RolesAnywhereProfile | undefined, roleName: string): Part[] {
  const roleArn = profile?.roleArns.find((arn) => arn.split('/').at(-1) === roleName);
  if (profile === undefined || roleArn === undefined) return [];
  const resource = `Roles Anywhere profile ${profile.name}`;
  const title = `Take role ${roleName} out of ${resource}`;
  return [
    {
      change: { action: 'update', resource, details: [`role ${roleArn}: taken out`] },
      steps: [{ kind: 'leave-profile', title, profileId: profile.id, roleArn }],
    },
  ];
}

function endRole(
  config: IamraConfig,
  written: RoleConfig | undefined,
  { role: found }: RemovalObservation,
): Part[] {
  if (found === undefined) return [];
  if (written?.adopted === true) return [release(config.cluster, found.role)];
  refuseForeign(config, found.role);
  return [planRoleDeletion(found)];
}

/** An adopted role goes back to whom it belongs. */
function release(cluster: string, role: Role): Part {
  const text = withoutTrustStatement(role.trustPolicy, statementId(cluster, { adopted: true }));
  if (text !== undefined) return changeTrust(role, text);
  throw new IamraError(
    'IAMRA248',
    `Role ${role.name} is adopted and trusts nobody but this cluster; IAM takes no trust policy without a statement.`,
  );
}

function changeTrust(role: Role, trustPolicy: string): Part {
  const resource = `role ${role.name}`;
  if (trustPolicy === role.trustPolicy) {
    return { change: { action: 'keep', resource, details: [] }, steps: [] };
  }
  const details = policyDetails('trust policy', role.trustPolicy, trustPolicy);
  const title = `Update the trust policy of ${resource}`;
  return {
    change: { action: 'update', resource, details },
    steps: [{ kind: 'update-trust-policy', title, roleName: role.name, trustPolicy }],
  };
}

function refuseForeign({ cluster, roles }: IamraConfig, role: Role): void {
  if (isOwnedBy(role.tags, cluster)) return;
  const isWritten = roles.some(({ arn }) => arn === role.arn);
  throw new IamraError(
    'IAMRA206',
    `Role ${role.name} does not carry the tag of iamra for cluster ${cluster}; it is left as it is.`,
    {
      fix: isWritten
        ? 'iamra init puts the tag back; where the role is not iamra’s, take it out of iamra.yaml'
        : `aws iam delete-role --role-name ${role.name}, if it is yours`,
    },
  );
}
