import type { AccessRequest } from './access-request.ts';
import {
  type AccessStep,
  type AccessStepName,
  accessStepNames,
  type StepVerdict,
} from './access-step.ts';
import { judgeCertificate, judgeChain, judgeRevocation } from './steps/certificate.ts';
import { judgeProfile, judgeProfileRole, judgeSessionName } from './steps/profile.ts';
import { judgeDuration, judgeRole } from './steps/role.ts';
import { judgeAnchor } from './steps/trust-anchor.ts';
import { judgeMapping, judgeTrustPolicy } from './steps/trust-policy.ts';

/** Whether a certificate gets a session of a role, step by step. */
export interface AccessVerdict {
  /** `unknown`: nothing refuses it for certain, and something can't be told. */
  readonly outcome: 'allowed' | 'refused' | 'unknown';
  /** The first step that fails, by which AWS refuses. */
  readonly refusedBy: AccessStepName | undefined;
  readonly steps: readonly AccessStep[];
}

type Judge = (request: AccessRequest) => StepVerdict & Pick<AccessStep, 'statements'>;

const judges: Readonly<Record<AccessStepName, Judge>> = {
  'trust-anchor': judgeAnchor,
  certificate: judgeCertificate,
  chain: judgeChain,
  revocation: judgeRevocation,
  profile: judgeProfile,
  'profile-role': judgeProfileRole,
  'session-name': judgeSessionName,
  role: judgeRole,
  duration: judgeDuration,
  mapping: judgeMapping,
  'trust-policy': judgeTrustPolicy,
};

/** Walks all that Roles Anywhere looks at before it issues a session; each step is judged, also after a refusal. */
export function judgeAccess(request: AccessRequest): AccessVerdict {
  const steps = accessStepNames.map((name) => ({ name, ...judges[name](request) }));
  const refusedBy = steps.find(({ outcome }) => outcome === 'fail')?.name;
  const isUnknown = steps.some(({ outcome }) => outcome === 'unknown');
  const otherwise = isUnknown ? 'unknown' : 'allowed';
  return { outcome: refusedBy === undefined ? otherwise : 'refused', refusedBy, steps };
}
