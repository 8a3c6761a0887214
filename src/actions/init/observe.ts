import type { RolePolicies, Roles } from '../../aws/iam.ts';
import type { Profiles, ResourceTags, TrustAnchors } from '../../aws/roles-anywhere.ts';
import type {
  AwsObservation,
  InitTarget,
  InlinePolicy,
  ObservedRole,
  TargetRole,
} from '../../core/plan/init/init-target.ts';
import { findOwned } from './find-owned.ts';

/** All that reading takes. */
export interface ReadingAws {
  readonly rolesAnywhere: Pick<TrustAnchors, 'getTrustAnchor' | 'listTrustAnchors'> &
    Pick<Profiles, 'getProfile' | 'listProfiles'> &
    Pick<ResourceTags, 'listTags'>;
  readonly iam: Pick<Roles, 'getRole'> &
    Pick<RolePolicies, 'listAttachedPolicies' | 'listInlinePolicies' | 'getInlinePolicy'>;
}

/**
 * Reads what AWS holds of this cluster; writes nothing.
 * @throws {IamraError} IAMRA210 where several things could be meant, 2xx where AWS refuses
 */
export async function observe(
  { rolesAnywhere, iam }: ReadingAws,
  target: InitTarget,
): Promise<AwsObservation> {
  const { cluster } = target;
  const { listTags } = rolesAnywhere;
  const trustAnchor = await findOwned({
    what: 'trust anchor',
    cluster,
    ...target.trustAnchor,
    get: rolesAnywhere.getTrustAnchor,
    list: rolesAnywhere.listTrustAnchors,
    listTags,
  });
  const { name, arn } = target.profile;
  const profile = await findOwned({
    what: 'Roles Anywhere profile',
    cluster,
    name,
    arn,
    get: rolesAnywhere.getProfile,
    list: rolesAnywhere.listProfiles,
    listTags,
  });
  const roles: ObservedRole[] = [];
  for (const role of target.roles) {
    const found = await observeRole(iam, role);
    if (found !== undefined) roles.push(found);
  }
  return {
    trustAnchor: trustAnchor.found,
    profile: profile.found,
    roles,
    duplicates: [...trustAnchor.duplicates, ...profile.duplicates],
  };
}

async function observeRole(
  iam: ReadingAws['iam'],
  { name, adopted }: TargetRole,
): Promise<ObservedRole | undefined> {
  const role = await iam.getRole(name);
  if (role === undefined) return undefined;
  // What an adopted role may do is not ours to know.
  if (adopted) return { role, attachedPolicyArns: [], inlinePolicies: [] };
  return {
    role,
    attachedPolicyArns: await iam.listAttachedPolicies(name),
    inlinePolicies: await readInlinePolicies(iam, name),
  };
}

async function readInlinePolicies(
  iam: ReadingAws['iam'],
  roleName: string,
): Promise<InlinePolicy[]> {
  const policies: InlinePolicy[] = [];
  for (const name of await iam.listInlinePolicies(roleName)) {
    const document = await iam.getInlinePolicy(roleName, name);
    if (document !== undefined) policies.push({ name, document });
  }
  return policies;
}
