import type { Context } from '../../context.ts';
import type { IamraConfig, RoleConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { AwsSideInput } from '../aws-side/open-aws-side.ts';
import { type PreparedInit, prepareInit } from '../init/prepare-init.ts';

/**
 * Plans what `init` would do if `iamra.yaml` had these roles too; writes nothing.
 * @throws {IamraError} IAMRA220 where `init` hasn't run yet, IAMRA249 for what an adopted role can't have
 */
export function prepareRoleAdditions(
  context: Context,
  input: AwsSideInput,
  config: IamraConfig,
  roles: readonly RoleConfig[],
): Promise<PreparedInit> {
  if (config.trustAnchor?.arn === undefined) {
    throw new IamraError('IAMRA220', `Cluster ${config.cluster} has no trust anchor yet.`);
  }
  for (const role of roles) refuseForeignFields(config, role);
  return prepareInit(context, {
    ...input,
    cluster: config.cluster,
    roles,
    durationSeconds: undefined,
    // The CA is in its place: a role doesn't touch it.
    ca: undefined,
    caKeyFile: undefined,
    caNamespace: undefined,
    kubeconfig: undefined,
    context: undefined,
    noCluster: true,
  });
}

function refuseForeignFields({ roles }: IamraConfig, role: RoleConfig): void {
  const present = roles.find(({ name }) => name === role.name);
  if (present?.adopted !== true || role.adopted === true) return;
  const { policies, permissionsBoundary, tags, path } = role;
  const isForeign = [permissionsBoundary, tags, path].some((field) => field !== undefined);
  if (policies.length === 0 && !isForeign) return;
  throw new IamraError(
    'IAMRA249',
    `Role ${role.name} is adopted: iamra only keeps whom it trusts; policies, boundary, path and tags are its owner’s.`,
    { fix: 'give --service-account and --condition only' },
  );
}
