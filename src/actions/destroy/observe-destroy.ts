import type { Aws } from '../../aws/aws.ts';
import type { RolesAnywhere } from '../../aws/roles-anywhere.ts';
import { resourceName } from '../../core/anywhere/resource-name.ts';
import { isOwnedBy } from '../../core/anywhere/tags.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type { DestroyObservation, Tagged } from '../../core/plan/destroy/destroy-observation.ts';
import type { DeletableRole } from '../../core/plan/role/delete-role.ts';
import { readDeletableRole } from '../role/apply-role-deletion.ts';

/** Reads all in AWS that may be of the cluster, by ARN, by name, and by what rests on it; writes nothing. */
export async function observeDestroy(
  { rolesAnywhere, iam }: Aws,
  config: IamraConfig,
): Promise<DestroyObservation> {
  const trustAnchors = await withTags(
    rolesAnywhere,
    (await rolesAnywhere.listTrustAnchors()).filter(isCandidate(config, config.trustAnchor)),
  );
  const profiles = await withTags(
    rolesAnywhere,
    (await rolesAnywhere.listProfiles()).filter(isCandidate(config, config.profile)),
  );
  const anchorArns = new Set(trustAnchors.map(({ arn }) => arn));
  if (config.trustAnchor?.arn !== undefined) anchorArns.add(config.trustAnchor.arn);
  const lists = await rolesAnywhere.listRevocationLists();
  const revocationLists = await withTags(
    rolesAnywhere,
    lists.filter(({ trustAnchorArn }) => anchorArns.has(trustAnchorArn)),
  );
  const ownProfiles = profiles.filter(({ tags }) => isOwnedBy(tags, config.cluster));
  const named = [
    ...config.roles.map(({ name }) => name),
    ...ownProfiles.flatMap(({ roleArns }) => roleArns).map(nameOf),
    ...(await rolesThatTrust(iam, anchorArns)),
  ];
  const adopted = config.roles.filter((role) => role.adopted === true).map(({ name }) => name);
  const names = [...new Set(named)].filter((name) => !adopted.includes(name));
  return {
    revocationLists,
    profiles,
    roles: await readRoles(iam, names, config.cluster),
    trustAnchors,
  };
}

interface Named {
  readonly arn: string;
  readonly name: string;
}

/** Names are not unique, and people change them: the ARN in `iamra.yaml` counts too. */
function isCandidate(
  { cluster }: IamraConfig,
  written: { readonly name: string; readonly arn?: string | undefined } | undefined,
): (found: Named) => boolean {
  const names = [resourceName(cluster), written?.name];
  return ({ arn, name }) => names.includes(name) || arn === written?.arn;
}

async function withTags<T extends Named>(
  rolesAnywhere: RolesAnywhere,
  found: readonly T[],
): Promise<Tagged<T>[]> {
  const tagged: Tagged<T>[] = [];
  for (const item of found) {
    tagged.push({ ...item, tags: await rolesAnywhere.listTags(item.arn) });
  }
  return tagged;
}

/** Also roles that `iamra.yaml` has lost; lists of IAM have no tags, but trust policies. */
async function rolesThatTrust(iam: Aws['iam'], anchorArns: ReadonlySet<string>): Promise<string[]> {
  const roles = await iam.listRoles();
  return roles
    .filter(({ trustPolicy }) => [...anchorArns].some((arn) => trustPolicy.includes(arn)))
    .map(({ name }) => name);
}

async function readRoles(
  iam: Aws['iam'],
  names: readonly string[],
  cluster: string,
): Promise<DeletableRole[]> {
  const found: DeletableRole[] = [];
  for (const name of names) {
    const role = await iam.getRole(name);
    if (role === undefined) continue;
    const isOurs = isOwnedBy(role.tags, cluster);
    const bare = { role, attachedPolicyArns: [], inlinePolicyNames: [] };
    found.push(isOurs ? await readDeletableRole(iam, role) : bare);
  }
  return found;
}

function nameOf(roleArn: string): string {
  return roleArn.split('/').at(-1) ?? roleArn;
}
