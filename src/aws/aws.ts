import type { Iam } from './iam.ts';
import type { RolesAnywhere } from './roles-anywhere.ts';
import type { Sts } from './sts.ts';

/** The services of AWS that iamra calls, in one region with one set of credentials. */
export interface Aws {
  readonly rolesAnywhere: RolesAnywhere;
  readonly iam: Iam;
  readonly sts: Sts;
}
