import { describe, expect, it } from 'vitest';
import { parseHelmVersion } from '../../../src/helm/helm-version.ts';

describe('the version of Helm', () => {
  it.each([
    ['v3.14.0', 3, 14],
    ['v3.22.0\n', 3, 22],
    ['v4.3', 4, 3],
    ['v4.3.1+gabc', 4, 3],
  ])('is read from %j', (printed, major, minor) => {
    expect(parseHelmVersion(printed)).toMatchObject({ major, minor });
  });

  it.each(['v3.13.9', 'v2.17.0'])('is refused when it is %s', (printed) => {
    expect(() => parseHelmVersion(printed)).toThrow(/needs 3\.14 or later/);
  });

  it('is missed in the answer of a program that is not Helm', () => {
    expect(() => parseHelmVersion('helm, a synthesizer')).toThrow(/that is not Helm/);
  });
});
