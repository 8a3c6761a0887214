import type { Context } from '../../../context.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { trustAnchorProblems } from '../../../core/pki/check-trust-anchor-certificate.ts';
import { createCa } from '../../../core/pki/create-ca.ts';
import { generationAt } from '../../../core/plan/ca-rotation/generation.ts';
import type { CaId } from '../../../core/plan/ca-rotation/rotation-observation.ts';
import type { RotationStep } from '../../../core/plan/ca-rotation/rotation-step.ts';
import { poll } from '../../poll.ts';
import { awaitAgents } from './await-agents.ts';
import { observeRotation } from './observe/observe-rotation.ts';
import type { PreparedRotation } from './prepare-rotate.ts';
import { reissueCertificates } from './reissue-certificates.ts';

const caYears = 10;
// AWS's clock, or cert-manager's, may be behind this one.
const backdatedMilliseconds = 5 * 60_000;
const visible = { seconds: 60, pollMilliseconds: 1000 };

/** Writes one thing and waits until it is there. */
export async function applyRotationStep(
  context: Context,
  prepared: PreparedRotation,
  step: RotationStep,
): Promise<void> {
  const { store } = prepared.world;
  switch (step.kind) {
    case 'make-next':
      return makeNext(context, prepared);
    case 'trust':
      return setAnchor(context, prepared, [...step.beside, step.ca]);
    case 'keep':
      return store.copy('current', step.slot);
    case 'sign-with':
      return store.copy(step.slot, 'current');
    case 'reissue':
      return reissueCertificates(context, prepared);
    case 'await-agents':
      return awaitAgents(context, prepared);
    case 'trust-only':
      return setAnchor(context, prepared, [step.ca]);
    case 'delete':
      return store.remove(step.slot);
    case 'reissue-by-hand':
      throw new Error('nobody but the owner of the cluster can take this step');
  }
}

async function makeNext(
  context: Context,
  { world, side, givenCa }: PreparedRotation,
): Promise<void> {
  const now = context.now();
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + caYears);
  const notBefore = new Date(now.getTime() - backdatedMilliseconds);
  const { cluster } = side.config;
  const generation = generationAt(now);
  const ca = givenCa ?? (await createCa({ cluster, notBefore, notAfter, generation }));
  await world.store.writeNext(ca);
}

async function setAnchor(
  { signal, now }: Context,
  { world, trustAnchor, observation }: PreparedRotation,
  wanted: readonly CaId[],
): Promise<void> {
  const certificates = wanted
    .map((ca) => observation.cas.get(ca)?.certificatePem.trim())
    .join('\n');
  const [problem] = trustAnchorProblems(certificates, now());
  if (problem !== undefined) {
    const message = `AWS would refuse the certificates for trust anchor ${trustAnchor.name}: ${problem.message}`;
    throw new IamraError('IAMRA208', message, { fix: problem.fix });
  }
  await world.rolesAnywhere.updateTrustAnchor(trustAnchor.id, {
    name: trustAnchor.name,
    certificates: `${certificates}\n`,
  });
  const isShown = async (): Promise<true | undefined> => {
    const { anchor } = await observeRotation({ ...world, workloads: undefined }, false);
    return [...anchor].sort().join() === [...wanted].sort().join() ? true : undefined;
  };
  if ((await poll(isShown, { ...visible, signal })) === undefined) {
    throw new IamraError(
      'IAMRA262',
      `AWS does not show the new certificates of trust anchor ${trustAnchor.name} after ${visible.seconds} s.`,
    );
  }
}
