import { describe, expect, it } from 'vitest';
import { withoutTrustStatement } from '../../../../../src/core/plan/role/without-trust-statement.ts';

const ours = '{"Sid":"Ours","Effect":"Allow"}';
const one = '{ "Sid" : "One", "Effect": "\\u0041llow" }';
const two = '{"Effect":"Deny",\n\t"Condition": {"Bool": {"a": "1"}}}';
const policy = (...statements: string[]): string =>
  `{ "Version":"2012-10-17", "Statement" : [ ${statements.join(' , ')} ] }`;

describe('a trust policy without our statement', () => {
  it.each([
    ['first', policy(ours, one, two)],
    ['between', policy(one, ours, two)],
    ['last', policy(one, two, ours)],
  ])('keeps the others byte for byte where ours is %s', (_, before) => {
    const after = withoutTrustStatement(before, 'Ours') ?? '';
    expect(after).toContain(one);
    expect(after).toContain(two);
    expect(JSON.parse(after)).toEqual(JSON.parse(policy(one, two)));
  });

  it('is the same text where it has none of ours', () => {
    const single = `{"Version":"2012-10-17","Statement":${one}}`;
    expect(withoutTrustStatement(policy(one, two), 'Ours')).toBe(policy(one, two));
    expect(withoutTrustStatement(single, 'Ours')).toBe(single);
  });

  it('is none where ours stands alone, in a list or without', () => {
    expect(withoutTrustStatement(policy(ours), 'Ours')).toBeUndefined();
    const single = `{"Version":"2012-10-17","Statement":${ours}}`;
    expect(withoutTrustStatement(single, 'Ours')).toBeUndefined();
  });
});
