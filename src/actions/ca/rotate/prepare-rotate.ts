import type { Context } from '../../../context.ts';
import type { TrustAnchor } from '../../../core/anywhere/trust-anchor.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { readCertificate } from '../../../core/pki/certificate-facts.ts';
import type { IssuedCertificate } from '../../../core/pki/issue-certificate.ts';
import { chooseTarget, chooseWayBack } from '../../../core/plan/ca-rotation/choose-target.ts';
import {
  describeRotation,
  type RotationNames,
} from '../../../core/plan/ca-rotation/describe-rotation.ts';
import { newCa, planRotation } from '../../../core/plan/ca-rotation/plan-rotation.ts';
import type { CaId } from '../../../core/plan/ca-rotation/rotation-observation.ts';
import type { RotationStep } from '../../../core/plan/ca-rotation/rotation-step.ts';
import { wasJustReplaced } from '../../../core/plan/ca-rotation/was-just-replaced.ts';
import type { Change } from '../../../core/plan/change.ts';
import { readCaKeyFile } from '../../../files/ca-key-file.ts';
import type { AwsSide } from '../../aws-side/open-aws-side.ts';
import { refuseUnusableCa } from '../../workload-ca/read-usable-ca.ts';
import { requireCaPlace } from '../find-ca-place.ts';
import { findTrustAnchor } from './observe/find-trust-anchor.ts';
import { type ObservedRotation, observeRotation } from './observe/observe-rotation.ts';
import type { RotateInput } from './rotate-input.ts';
import type { RotatingWorld } from './rotation-world.ts';

/** All that is known before the first write. */
export interface PreparedRotation {
  readonly input: RotateInput;
  readonly side: AwsSide;
  readonly trustAnchor: TrustAnchor;
  readonly world: RotatingWorld;
  readonly observation: ObservedRotation;
  readonly names: RotationNames;
  /** The CA that is to stay. */
  readonly target: CaId;
  /** The user's own, where one is given. */
  readonly givenCa: IssuedCertificate | undefined;
  readonly steps: readonly RotationStep[];
  readonly changes: readonly Change[];
}

/** So many certificates at a time are issued anew: cert-manager has other things to do, too. */
export const batchSize = 25;

/** Reads AWS, the CA's place and what it has issued, and plans; writes nothing anywhere. */
export async function prepareRotate(
  context: Context,
  side: AwsSide,
  input: RotateInput,
): Promise<PreparedRotation> {
  const { rolesAnywhere } = side.aws;
  const place = await requireCaPlace(context, input);
  await place.store.refuseForeign();
  const trustAnchor = await findTrustAnchor(rolesAnywhere, side.config);
  const world = { rolesAnywhere, trustAnchorId: trustAnchor.id, now: context.now, ...place };
  const isVouchedFor = input.reissued && place.workloads === undefined;
  const observation = await observeRotation(world, isVouchedFor);
  const givenCa = await readGivenCa(input, context.now());
  const target = settleTarget(observation, input, givenCa, context.now());
  const steps = planRotation(observation, target);
  const names = {
    cluster: side.config.cluster,
    trustAnchor: trustAnchor.name,
    placeOf: place.store.placeOf,
    nextFrom: input.nextCaKeyFile,
    batch: batchSize,
  };
  const changes = describeRotation(observation, steps, target, names);
  return { input, side, trustAnchor, world, observation, names, target, givenCa, steps, changes };
}

async function readGivenCa(
  { nextCaKeyFile }: RotateInput,
  now: Date,
): Promise<IssuedCertificate | undefined> {
  if (nextCaKeyFile === undefined) return undefined;
  const ca = await readCaKeyFile(nextCaKeyFile);
  if (ca === undefined) {
    throw new IamraError('IAMRA209', `There is no file ${nextCaKeyFile}.`, {
      fix: 'put the next CA certificate and its key, both PEM, into it; or leave out --next-ca-key-file, and iamra makes a CA',
    });
  }
  refuseUnusableCa(ca.certificatePem, nextCaKeyFile, now);
  return ca;
}

function settleTarget(
  observation: ObservedRotation,
  { abort, again }: RotateInput,
  givenCa: IssuedCertificate | undefined,
  now: Date,
): CaId {
  if (abort) return chooseWayBack(observation);
  const { slots } = observation;
  if (givenCa !== undefined) {
    const given = readCertificate(givenCa.certificatePem).certificate.fingerprint256;
    refuseOtherRotation(observation, given);
    return given;
  }
  const target = chooseTarget(observation);
  // Whoever runs the command once more, to be sure, does not want yet another CA.
  const isDone = target === newCa && !again && wasJustReplaced(observation, now);
  return isDone ? (slots.current ?? target) : target;
}

function refuseOtherRotation({ slots, cas }: ObservedRotation, given: CaId): void {
  const { current, next } = slots;
  if (next === undefined || next === given || next === current) return;
  throw new IamraError(
    'IAMRA263',
    `A rotation to ${cas.get(next)?.name ?? next} is under way, which is not the given CA.`,
  );
}
