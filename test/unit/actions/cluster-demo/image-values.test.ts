import { expect, it } from 'vitest';
import { imageValues } from '../../../../src/actions/cluster-demo/image-values.ts';

const digest = `sha256:${'0a'.repeat(32)}`;

it.each([
  ['iamra', { repository: 'iamra' }],
  ['ghcr.io/iamra/iamra:0.1.0', { repository: 'ghcr.io/iamra/iamra', tag: '0.1.0' }],
  ['localhost:5000/iamra', { repository: 'localhost:5000/iamra' }],
  ['localhost:5000/iamra:dev', { repository: 'localhost:5000/iamra', tag: 'dev' }],
  [`iamra@${digest}`, { repository: 'iamra', digest }],
  [`iamra:1@${digest}`, { repository: 'iamra', tag: '1', digest }],
])('reads the parts of %s', (image, values) => {
  expect(imageValues(image)).toEqual(values);
});

it.each(['', 'iamra:', 'iamra@sha256:12', 'ia mra', ':1', 'iamra:1:2'])(
  'takes “%s” for no name of an image',
  (image) => {
    expect(imageValues(image)).toBeUndefined();
  },
);
