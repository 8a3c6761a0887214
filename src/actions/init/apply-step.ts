import { createCa } from '../../core/pki/create-ca.ts';
import type {
  InitStep,
  ProfileStep,
  RoleStep,
  TrustAnchorStep,
} from '../../core/plan/init/init-step.ts';
import { applyProfileStep } from './apply-profile-step.ts';
import { applyRoleStep } from './apply-role-step.ts';
import { applyTrustAnchorStep } from './apply-trust-anchor-step.ts';
import { type InitProgress, type InitWorld, known } from './init-progress.ts';

const caYears = 10;

/** Writes one thing. */
export async function applyStep(
  step: InitStep,
  progress: InitProgress,
  world: InitWorld,
): Promise<void> {
  if (step.kind === 'create-ca') progress.caCertificate = await newCa(world);
  else if (isRoleStep(step)) await applyRoleStep(step, progress, world);
  else if (isTrustAnchorStep(step)) await applyTrustAnchorStep(step, progress, world);
  else await applyProfileStep(step, progress, world);
}

async function newCa({ target, caStore, now }: InitWorld): Promise<string> {
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + caYears);
  const ca = await createCa({ cluster: target.cluster, notBefore: now, notAfter });
  await known(caStore).write(ca);
  return ca.certificatePem;
}

function isRoleStep(step: InitStep): step is RoleStep {
  return 'role' in step;
}

function isTrustAnchorStep(step: TrustAnchorStep | ProfileStep): step is TrustAnchorStep {
  return /trust-anchor|notification/.test(step.kind);
}
