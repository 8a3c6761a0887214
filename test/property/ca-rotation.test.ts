import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseTarget,
  chooseWayBack,
  isSettled,
} from '../../src/core/plan/ca-rotation/choose-target.ts';
import {
  newCa,
  pendingIdentities,
  planRotation,
} from '../../src/core/plan/ca-rotation/plan-rotation.ts';
import type { RotationObservation } from '../../src/core/plan/ca-rotation/rotation-observation.ts';
import type { RotationStep } from '../../src/core/plan/ca-rotation/rotation-step.ts';

/** A cluster and AWS, as far as a rotation changes them; the CAs are known by their names. */
interface World {
  anchor: string[];
  slots: { current: string | undefined; next: string | undefined; previous: string | undefined };
  /** What lies in the Secret of each workload, and what its agent still uses. */
  workloads: { secret: string; used: string }[];
}

const made: RotationObservation['cas'] = new Map(
  ['old', 'fresh'].map((name, index) => [
    name,
    { name, certificatePem: '', madeAt: new Date(index), isExpired: false },
  ]),
);

function newWorld(count: number): World {
  return {
    anchor: ['old'],
    slots: { current: 'old', next: undefined, previous: undefined },
    workloads: Array.from({ length: count }, () => ({ secret: 'old', used: 'old' })),
  };
}

function observe(world: World, isTaken: boolean): RotationObservation {
  return {
    cas: made,
    anchor: [...world.anchor],
    slots: { ...world.slots },
    identities: world.workloads.map(({ secret }, index) => ({
      name: `Certificate ${index}`,
      isRenewable: true,
      issuedBy: secret,
    })),
    isTaken,
  };
}

/** What cert-manager and the kubelet do at any time. */
function live(world: World, index: number, what: 'renew' | 'deliver'): void {
  const workload = world.workloads[index % Math.max(1, world.workloads.length)];
  if (workload === undefined) return;
  if (what === 'renew') workload.secret = world.slots.current ?? '';
  else workload.used = workload.secret;
}

type Effects = {
  [K in RotationStep['kind']]: (world: World, step: Extract<RotationStep, { kind: K }>) => void;
};

const effects: Effects = {
  'make-next': ({ slots }) => {
    slots.next = 'fresh';
  },
  trust: (world, { beside, ca }) => {
    world.anchor = [...beside, ca];
  },
  keep: ({ slots }, { slot }) => {
    slots[slot] = slots.current;
  },
  'sign-with': ({ slots }, { slot }) => {
    slots.current = slots[slot];
  },
  reissue: ({ slots, workloads }) => {
    for (const workload of workloads) workload.secret = slots.current ?? '';
  },
  'reissue-by-hand': () => {
    throw new Error('there is a cluster');
  },
  'await-agents': ({ workloads }) => {
    for (const workload of workloads) workload.used = workload.secret;
  },
  'trust-only': (world, { ca }) => {
    world.anchor = [ca];
  },
  delete: ({ slots }, { slot }) => {
    slots[slot] = undefined;
  },
};

function apply(world: World, step: RotationStep): void {
  const effect = effects[step.kind] as (world: World, step: RotationStep) => void;
  effect(world, step);
}

/** One run of the command that ends after so many steps, or at its end; says whether that came. */
function run(
  world: World,
  abort: boolean,
  most: number,
  lives: readonly [number, boolean][],
): boolean {
  let isTaken = false;
  const first = observe(world, isTaken);
  let target = abort ? chooseWayBack(first) : chooseTarget(first);
  for (let count = 0; count < most; count++) {
    if (target === newCa) target = world.slots.next ?? target;
    const [step] = planRotation(observe(world, isTaken), target);
    if (step === undefined) return true;
    apply(world, step);
    if (step.kind === 'reissue') isTaken = false;
    if (step.kind === 'await-agents') isTaken = true;
    expectSafe(world);
    for (const [index, renews] of lives) {
      live(world, index, renews ? 'renew' : 'deliver');
      expectSafe(world);
    }
  }
  return false;
}

/** Whatever is used, and whatever would be issued next, is trusted. */
function expectSafe({ anchor, slots, workloads }: World): void {
  const issuers = [slots.current, ...workloads.flatMap(({ secret, used }) => [secret, used])];
  const isTrusted = issuers.every((ca) => ca !== undefined && anchor.includes(ca));
  if (isTrusted && anchor.length <= 2) return;
  throw new Error(`${issuers.join()} with a trust anchor that holds ${anchor.join()}`);
}

const lives = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.boolean()), { maxLength: 4 });
const runs = fc.array(
  fc.record({ abort: fc.boolean(), most: fc.integer({ min: 1, max: 6 }), lives }),
  { maxLength: 8 },
);
const plenty = 50;

describe('a rotation of the CA', () => {
  it.each([
    ['ends with the new CA alone', false],
    ['goes back to the old one alone', true],
  ])(
    '%s after any interruptions and changes of mind, and trusts every certificate in use throughout',
    (_, abort) => {
      fc.assert(
        fc.property(fc.nat({ max: 4 }), runs, lives, (count, interrupted, last) => {
          const world = newWorld(count);
          for (const one of interrupted) run(world, one.abort, one.most, one.lives);
          const wasNew = isSettled(observe(world, false)) && world.slots.current === 'fresh';
          // A finished one is not begun again here: there is no third CA in this world.
          const isOver = wasNew ? true : run(world, abort, plenty, last);
          expect(isOver).toBe(true);
          const observation = observe(world, false);
          expect(isSettled(observation)).toBe(true);
          const { current = '' } = world.slots;
          expect(pendingIdentities(observation.identities ?? [], world.anchor, current)).toEqual(
            [],
          );
          if (!abort && interrupted.length === 0) expect(current).toBe('fresh');
          if (abort && interrupted.length === 0) expect(current).toBe('old');
        }),
        { numRuns: 3000 },
      );
    },
  );
});
