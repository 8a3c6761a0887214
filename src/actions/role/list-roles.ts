import { listRoles, type RoleListing } from '../../core/plan/role/role-listing.ts';
import type { AwsSide } from '../aws-side/open-aws-side.ts';
import { observeRoles } from './observe-roles.ts';

/** What `role list` answers; `--json` prints it as it stands. */
export interface RoleListResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  readonly roles: readonly RoleListing[];
}

/** The cluster's roles, from `iamra.yaml` and AWS. */
export async function roleList(side: AwsSide, configFile: string): Promise<RoleListResult> {
  const { cluster, region, account } = side.config;
  const { target, observed } = await observeRoles(side, side.config, configFile);
  return { cluster, region, account, roles: listRoles(target, observed) };
}
