import type { ContextValues } from '../iam/conditions/request-context.ts';
import type { TrustRequest } from '../iam/evaluate-trust-policy.ts';
import { rolesAnywhereActions, rolesAnywherePrincipal } from '../iam/role-trust-policy.ts';

/** What Roles Anywhere asks of a role's trust policy. */
export function rolesAnywhereRequest(context: ContextValues): TrustRequest {
  return {
    principal: { kind: 'service', name: rolesAnywherePrincipal },
    actions: rolesAnywhereActions,
    context,
  };
}
