import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { colourDiff } from '../../../src/cli/colour-diff.ts';

const diff = '--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n';

function stream(isTTY: boolean): NodeJS.WriteStream {
  return Object.assign(new PassThrough(), {
    isTTY,
    hasColors: () => true,
    getColorDepth: () => 8,
  }) as unknown as NodeJS.WriteStream;
}

beforeEach(() => {
  vi.stubEnv('FORCE_COLOR', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a diff', () => {
  it('is coloured line by line on a terminal', () => {
    const coloured = colourDiff(diff, stream(true));
    expect(coloured).toContain('\u001B[31m-b\u001B[39m\n\u001B[32m+c\u001B[39m');
    expect(stripVTControlCharacters(coloured)).toBe(diff);
  });

  it('is plain elsewhere', () => {
    expect(colourDiff(diff, stream(false))).toBe(diff);
  });
});
