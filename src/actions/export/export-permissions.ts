import type { Context } from '../../context.ts';
import {
  exportPermissions,
  type PermissionPurpose,
} from '../../core/export/permissions/export-permissions.ts';
import {
  type ExportedPolicy,
  policyLength,
} from '../../core/export/permissions/exported-policy.ts';
import {
  permissionScope,
  type ScopeLimits,
} from '../../core/export/permissions/permission-scope-of.ts';
import { permissionWarnings } from '../../core/export/permissions/permission-warnings.ts';
import { readConfigFile } from '../../files/config-file.ts';
import { type ExportPlaceInput, findExportPlace } from './find-export-place.ts';

export interface PermissionsInput extends ExportPlaceInput {
  readonly purpose: PermissionPurpose;
  readonly limits: ScopeLimits;
}

/** What `export permissions` answers; `--json` prints it as it stands. */
export interface PermissionsResult {
  readonly for: PermissionPurpose;
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  readonly policy: ExportedPolicy;
  /** What IAM counts: 6,144 at most. */
  readonly characters: number;
  /** What the policy lets its holder do beyond iamra. */
  readonly warnings: readonly string[];
}

/**
 * The policy of whoever runs iamra; asks neither AWS nor a cluster.
 * @throws {IamraError} IAMRA271 for a policy that IAM would not take, and what `findExportPlace` throws
 */
export async function permissionsFor(
  context: Context,
  input: PermissionsInput,
): Promise<PermissionsResult> {
  const config = await readConfigFile(input.configFile);
  const place = await findExportPlace(context, input, config);
  const scope = permissionScope(place, input.limits, config);
  const { purpose } = input;
  const policy = exportPermissions(purpose, scope);
  const { cluster, account, region } = place;
  return {
    for: purpose,
    cluster,
    account,
    region,
    policy,
    characters: policyLength(policy),
    warnings: purpose === 'init' ? permissionWarnings(scope) : [],
  };
}
