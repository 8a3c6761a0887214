import { expect, it } from 'vitest';
import { rotationPhase } from '../../../../../src/core/plan/ca-rotation/rotation-phase.ts';
import { observation, type Sketch } from './observation.ts';

const both = ['old', 'new'];

it.each<[string, Sketch]>([
  ['none', { anchor: ['old'], current: 'old' }],
  ['next-made', { anchor: ['old'], current: 'old', next: 'new' }],
  ['both-trusted', { anchor: both, current: 'old', next: 'new' }],
  ['both-trusted', { anchor: both, current: 'old', next: 'new', previous: 'old' }],
  ['next-signs', { anchor: both, current: 'new', next: 'new', previous: 'old' }],
  ['old-dropped', { anchor: ['new'], current: 'new', next: 'new', previous: 'old' }],
  ['old-dropped', { anchor: ['new'], current: 'new', previous: 'old' }],
  ['unknown', { anchor: ['old'], current: 'new' }],
  ['unknown', { anchor: both, current: 'new' }],
  ['unknown', { anchor: ['old'] }],
])('is %s for %j', (phase, sketch) => {
  expect(rotationPhase(observation(sketch))).toBe(phase);
});
