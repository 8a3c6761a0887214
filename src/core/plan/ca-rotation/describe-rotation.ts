import type { Change } from '../change.ts';
import { newCa } from './plan-rotation.ts';
import type { CaId, CaSlot, RotationObservation } from './rotation-observation.ts';
import type { RotationStep } from './rotation-step.ts';

/** How things are called in a plan. */
export interface RotationNames {
  readonly cluster: string;
  readonly trustAnchor: string;
  readonly placeOf: (slot: CaSlot) => string;
  /** Where the next CA comes from, if it is not made. */
  readonly nextFrom: string | undefined;
  /** How many certificates cert-manager is to issue anew at the same time. */
  readonly batch: number;
}

/** The plan of a rotation as a person reads it, in the order in which it happens. */
export function describeRotation(
  observation: RotationObservation,
  steps: readonly RotationStep[],
  target: CaId,
  names: RotationNames,
): Change[] {
  const has = (...kinds: readonly RotationStep['kind'][]): boolean =>
    steps.some(({ kind }) => kinds.includes(kind));
  const anchorDetails = steps.flatMap((step) => anchorDetail(observation, step));
  const deleted = steps.filter((step) => step.kind === 'delete');
  return [
    ...(has('make-next') ? [newCaChange(names)] : []),
    ...(anchorDetails.length > 0 ? [anchorChange(names, anchorDetails)] : []),
    ...(has('sign-with') ? [signChange(observation, target, names)] : []),
    ...(has('reissue', 'reissue-by-hand') ? [reissueChange(observation, names)] : []),
    ...deleted.map(({ slot }) => ({
      action: 'delete' as const,
      resource: names.placeOf(slot),
      details: ['at the end'],
    })),
  ];
}

/** What a step is called while it runs. */
export function titleOf(
  step: RotationStep,
  observation: RotationObservation,
  names: RotationNames,
): string {
  switch (step.kind) {
    case 'make-next':
      return `Keep the next CA in ${names.placeOf('next')}`;
    case 'trust':
      return `Put ${nameOf(observation, step.ca)} into trust anchor ${names.trustAnchor}`;
    case 'keep':
      return `Keep the CA that signs so far in ${names.placeOf(step.slot)}`;
    case 'sign-with':
      return `Sign with ${nameOf(observation, observation.slots[step.slot])}`;
    case 'reissue':
      return 'Have cert-manager issue the certificates of workloads anew';
    case 'reissue-by-hand':
      return 'Issue the certificates of workloads anew';
    case 'await-agents':
      return 'Wait until all agents use them; the kubelet brings them within two minutes';
    case 'trust-only':
      return `Leave ${nameOf(observation, step.ca)} alone in trust anchor ${names.trustAnchor}`;
    case 'delete':
      return `Delete ${names.placeOf(step.slot)}`;
  }
}

function nameOf({ cas }: RotationObservation, ca: CaId | undefined): string {
  if (ca === newCa || ca === undefined) return 'the new CA';
  return cas.get(ca)?.name ?? 'the given CA';
}

function anchorDetail(observation: RotationObservation, step: RotationStep): string[] {
  const words = (ca: CaId): string => nameOf(observation, ca);
  if (step.kind === 'trust') {
    return [`certificates: ${[...step.beside, step.ca].map(words).join(' and ')}`];
  }
  if (step.kind !== 'trust-only') return [];
  const dropped = observation.anchor.filter((ca) => ca !== step.ca).map(words);
  return [`at the end: ${words(step.ca)} alone, without ${dropped.join(' and ')}`];
}

function newCaChange({ cluster, placeOf, nextFrom }: RotationNames): Change {
  const origin = nextFrom === undefined ? 'EC P-256, 10 years, path length 0' : `from ${nextFrom}`;
  return {
    action: 'create',
    resource: `next workload CA of cluster ${cluster}`,
    details: [origin, `in ${placeOf('next')}`, 'AWS never sees its private key'],
  };
}

function anchorChange({ trustAnchor }: RotationNames, details: readonly string[]): Change {
  return { action: 'update', resource: `trust anchor ${trustAnchor}`, details };
}

function signChange(
  observation: RotationObservation,
  target: CaId,
  { placeOf }: RotationNames,
): Change {
  const { current } = observation.slots;
  return {
    action: 'update',
    resource: placeOf('current'),
    details: [
      `holds ${nameOf(observation, target)}, which signs from then on`,
      `${nameOf(observation, current)} is kept until the end, for --abort`,
    ],
  };
}

function reissueChange({ identities }: RotationObservation, { batch }: RotationNames): Change {
  if (identities === undefined) {
    const details = ['by whoever has access to the cluster; the command says how, and stops there'];
    return { action: 'update', resource: 'the certificates of workloads', details };
  }
  const count = identities.length;
  const resource =
    count === 1 ? '1 certificate of workloads' : `${count} certificates of workloads`;
  return {
    action: 'update',
    resource,
    details: [
      `issued anew by cert-manager, ${batch} at a time; no pod restarts`,
      'the old CA stays trusted until all agents were seen to use them',
    ],
  };
}
