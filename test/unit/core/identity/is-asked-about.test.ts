import { describe, expect, it } from 'vitest';
import { isAskedAbout } from '../../../../src/core/identity/is-asked-about.ts';

const place = { region: 'eu-west-1', account: '123456789012' };
const anchor = (region: string, account: string): string =>
  `arn:aws:rolesanywhere:${region}:${account}:trust-anchor/1`;
const own = anchor('eu-west-1', '123456789012');

describe('a place that was asked', () => {
  it('answers for trust anchors of its region and account', () => {
    expect(isAskedAbout([own], place)).toBe(true);
    expect(isAskedAbout([own, own.replace(/1$/, '2')], place)).toBe(true);
    expect(isAskedAbout([], place)).toBe(true);
  });

  it('does not where one of them is elsewhere, or is none', () => {
    expect(isAskedAbout([anchor('us-east-1', '123456789012')], place)).toBe(false);
    expect(isAskedAbout([own, anchor('eu-west-1', '999999999999')], place)).toBe(false);
    expect(isAskedAbout(['an-anchor'], place)).toBe(false);
  });
});
