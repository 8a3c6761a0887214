import type { RoleConfig } from '../../config/iamra-config.ts';
import type { InitStep, PlannedResource } from './init-step.ts';
import type { InitObservation, InitTarget, ObservedRole } from './init-target.ts';
import { roleTrustPolicyText } from './role-trust-policy-text.ts';

/** One IAM role: the trust policy that demands anchor and identity, session length, policies. */
export function planRole(
  target: InitTarget,
  observed: InitObservation,
  role: RoleConfig,
): PlannedResource {
  const resource = `role ${role.name}`;
  const found = observed.roles.find((candidate) => candidate.role.name === role.name);
  const attach = role.policies
    .filter((arn) => found?.attachedPolicyArns.includes(arn) !== true)
    .map((policyArn) => attachStep(role, policyArn));
  if (found === undefined) {
    const details = [
      ...role.serviceAccounts.map((account) => `trusts ServiceAccount ${account}`),
      `only through trust anchor ${observed.trustAnchor?.arn ?? '(the one above)'}`,
      ...attach.map(({ policyArn }) => `policy ${policyArn}`),
    ];
    return {
      change: { action: 'create', resource, details },
      steps: [{ kind: 'create-role', title: `Create ${resource}`, role }, ...attach],
    };
  }
  const steps = [...repairs(target, observed, role, found), ...attach];
  return {
    change: {
      action: steps.length === 0 ? 'keep' : 'update',
      resource,
      details: steps.map((step) => detail(step, target, found)),
    },
    steps,
  };
}

type AttachStep = Extract<InitStep, { kind: 'attach-policy' }>;

function attachStep(role: RoleConfig, policyArn: string): AttachStep {
  return {
    kind: 'attach-policy',
    title: `Attach ${policyArn.split('/').at(-1) ?? policyArn} to role ${role.name}`,
    role,
    policyArn,
  };
}

function repairs(
  target: InitTarget,
  observed: InitObservation,
  role: RoleConfig,
  found: ObservedRole,
): InitStep[] {
  const steps: InitStep[] = [];
  const anchor = observed.trustAnchor?.arn;
  const wanted =
    anchor === undefined
      ? undefined
      : roleTrustPolicyText(role, target.cluster, anchor, found.role.trustPolicy);
  if (wanted !== found.role.trustPolicy) {
    steps.push({
      kind: 'update-trust-policy',
      title: `Update the trust policy of role ${role.name}`,
      role,
    });
  }
  if (found.role.maxSessionDuration < target.durationSeconds) {
    steps.push({
      kind: 'update-session-duration',
      title: `Lengthen the sessions of role ${role.name}`,
      role,
    });
  }
  return steps;
}

function detail(step: InitStep, target: InitTarget, found: ObservedRole): string {
  switch (step.kind) {
    case 'update-session-duration':
      return `maximum session: ${found.role.maxSessionDuration} s → ${target.durationSeconds} s`;
    case 'attach-policy':
      return `policy ${step.policyArn}: attached`;
    default:
      return 'trust policy: the statement of iamra is put right';
  }
}
