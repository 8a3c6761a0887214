import { describe, expect, it } from 'vitest';
import { budgetOf } from '../../../../webhook/server/http/budget.ts';

describe('the time that a review may take', () => {
  it.each([
    ['/mutate/credentials?timeout=10s', 8000],
    ['/mutate/credentials?timeout=2s', 1600],
    ['/mutate/credentials?timeout=500ms', 400],
    ['/mutate/credentials?timeout=1.5s', 1200],
    ['/mutate/credentials?timeout=999999s', 24_000],
    ['/mutate/credentials?timeout=-1s', 8000],
    ['/mutate/credentials?timeout=soon', 8000],
    ['/mutate/credentials', 8000],
  ])('of %s is %d ms', (url, milliseconds) => {
    expect(budgetOf(url)).toBe(milliseconds);
  });
});
