import type { Role } from '../../anywhere/role.ts';
import { fieldDetail, missingTags, policyDetails, tagDetails } from './diff-details.ts';
import type { Repair } from './init-step.ts';
import type { InitTarget, TargetRole } from './init-target.ts';
import { roleSessionDuration } from './role-session-duration.ts';
import { roleTrustPolicyText } from './role-trust-policy-text.ts';

/** Puts our statement right; the statements of others stay. */
export function trustRepairs(
  target: InitTarget,
  trustAnchorArn: string | undefined,
  role: TargetRole,
  found: Role,
): Repair[] {
  const { name, trustPolicy } = found;
  const step = {
    kind: 'update-trust-policy',
    title: `Update the trust policy of role ${name}`,
    role,
  } as const;
  if (trustAnchorArn === undefined) {
    return [{ step, details: ['trust policy: for the trust anchor that is made above'] }];
  }
  const wanted = roleTrustPolicyText(target, role, trustAnchorArn, trustPolicy);
  if (wanted === trustPolicy) return [];
  return [{ step, details: policyDetails('trust policy', trustPolicy, wanted) }];
}

/** Session length, boundary and tags of a role that we made. */
export function ownFieldRepairs(target: InitTarget, role: TargetRole, found: Role): Repair[] {
  const { name, permissionsBoundary } = role;
  const seconds = roleSessionDuration(target);
  const tags = missingTags(role.tags, found.tags);
  const all: (Repair | false)[] = [
    found.maxSessionDuration !== seconds && {
      step: {
        kind: 'update-session-duration',
        title: `Set the longest session of role ${name}`,
        role,
      },
      details: [fieldDetail('maximum session', `${found.maxSessionDuration} s`, `${seconds} s`)],
    },
    permissionsBoundary !== undefined &&
      found.permissionsBoundary !== permissionsBoundary && {
        step: {
          kind: 'put-permissions-boundary',
          title: `Bound role ${name}`,
          role,
          policyArn: permissionsBoundary,
        },
        details: [
          fieldDetail('permissions boundary', found.permissionsBoundary, permissionsBoundary),
        ],
      },
    Object.keys(tags).length > 0 && {
      step: { kind: 'tag-role', title: `Tag role ${name}`, role, tags },
      details: tagDetails(tags, found.tags),
    },
  ];
  return all.filter((repair) => repair !== false);
}
