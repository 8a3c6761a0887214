import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderErrorsPage } from '../../../../scripts/docs/render-errors-page.ts';

it('docs/errors.md holds every code as the catalogue has it (npm run docs)', () => {
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(renderErrorsPage());
});
