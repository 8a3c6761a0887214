import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderPodFields } from '../../../../../scripts/docs/render-pod-fields.ts';

it('knows the fields of pods that the Kubernetes client knows (npm run docs)', () => {
  const kept = readFileSync('src/core/rules/validate/pod-fields.json', 'utf8');
  expect(kept).toBe(renderPodFields());
});
