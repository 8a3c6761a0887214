import type { Aws } from '../../aws/aws.ts';
import { resourceName } from '../../core/anywhere/resource-name.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type {
  InitObservation,
  InitTarget,
  ObservedRole,
} from '../../core/plan/init/init-target.ts';
import { findOwned } from './find-owned.ts';

/** Reads what AWS holds of this cluster; writes nothing. */
export async function observe(
  aws: Aws,
  target: InitTarget,
  config: IamraConfig | undefined,
  ca: { readonly certificate: string | undefined; readonly place: string | undefined },
): Promise<InitObservation> {
  const name = resourceName(target.cluster);
  const { rolesAnywhere } = aws;
  const common = { name, cluster: target.cluster, listTags: rolesAnywhere.listTags };
  const trustAnchor = await findOwned({
    ...common,
    what: 'trust anchor',
    arn: config?.trustAnchor?.arn,
    get: rolesAnywhere.getTrustAnchor,
    list: rolesAnywhere.listTrustAnchors,
  });
  const profile = await findOwned({
    ...common,
    what: 'Roles Anywhere profile',
    arn: config?.profile?.arn,
    get: rolesAnywhere.getProfile,
    list: rolesAnywhere.listProfiles,
  });
  const roles: ObservedRole[] = [];
  for (const { name: roleName } of target.roles) {
    const role = await aws.iam.getRole(roleName);
    if (role === undefined) continue;
    roles.push({ role, attachedPolicyArns: await aws.iam.listAttachedPolicies(roleName) });
  }
  return { hasCa: ca.certificate !== undefined, caPlace: ca.place, trustAnchor, profile, roles };
}
