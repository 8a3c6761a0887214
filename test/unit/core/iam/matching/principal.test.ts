import { describe, expect, test } from 'vitest';
import {
  matchesPrincipal,
  type RequestPrincipal,
} from '../../../../../src/core/iam/matching/principal.ts';
import type { PrincipalName } from '../../../../../src/core/iam/policy-document.ts';

const account = '123456789012';
const service: RequestPrincipal = { kind: 'service', name: 'rolesanywhere.amazonaws.com' };
const user: RequestPrincipal = { kind: 'aws', arn: `arn:aws:iam::${account}:user/admin`, account };
const session: RequestPrincipal = {
  kind: 'aws',
  arn: `arn:aws:sts::${account}:assumed-role/web/pod`,
  account,
};

const everyone: PrincipalName = { type: 'AWS', id: '*' };
const root: PrincipalName = { type: 'AWS', id: `arn:aws:iam::${account}:root` };
const role: PrincipalName = { type: 'AWS', id: `arn:aws:iam::${account}:role/web` };
const pathRole: PrincipalName = { type: 'AWS', id: `arn:aws:iam::${account}:role/team/web` };
const exact: PrincipalName = { type: 'AWS', id: session.arn };
const rolesAnywhere: PrincipalName = { type: 'Service', id: 'rolesanywhere.amazonaws.com' };

describe('Principal covers', () => {
  const covered: readonly [string, PrincipalName, RequestPrincipal][] = [
    ['a service by "*"', everyone, service],
    ['a user by "*"', everyone, user],
    ['a service by its name', rolesAnywhere, service],
    ['a service by any service', { type: 'Service', id: '*' }, service],
    ['a user by his account', { type: 'AWS', id: account }, user],
    ['a user by the root of his account', root, user],
    ['a user by his ARN', { type: 'AWS', id: user.arn }, user],
    ['a session by the ARN of its role', role, session],
    ['a session by the ARN of its role with a path', pathRole, session],
    ['a session by its own ARN', exact, session],
    ['a session by its account', root, session],
  ];
  test.each(covered)('%s', (_, name, principal) => {
    expect(matchesPrincipal({ negated: false, names: [name] }, principal)).toBe(true);
  });

  const others: readonly [string, PrincipalName, RequestPrincipal][] = [
    ['a service by the name of another', { type: 'Service', id: 'ec2.amazonaws.com' }, service],
    ['a service by an account', root, service],
    ['a user by any service', { type: 'Service', id: '*' }, user],
    ['a user by another account', { type: 'AWS', id: '999999999999' }, user],
    ['a user by the root of another', { type: 'AWS', id: 'arn:aws:iam::999999999999:root' }, user],
    ['a user by a role', role, user],
    ['a session by another role', { type: 'AWS', id: `arn:aws:iam::${account}:role/api` }, session],
    [
      'a session by a user of the same name',
      { type: 'AWS', id: `arn:aws:iam::${account}:user/web` },
      session,
    ],
    ['a session by another session', { type: 'AWS', id: `${session.arn}2` }, session],
    ['a service by a federation', { type: 'Federated', id: 'accounts.google.com' }, service],
    ['a user by a federation', { type: 'Federated', id: user.arn }, user],
  ];
  test.each(others)('not %s', (_, name, principal) => {
    expect(matchesPrincipal({ negated: false, names: [name] }, principal)).toBe(false);
  });

  test('whoever is one of several', () => {
    expect(matchesPrincipal({ negated: false, names: [root, rolesAnywhere] }, service)).toBe(true);
  });
});

describe('NotPrincipal', () => {
  test('covers everyone but who is named', () => {
    expect(matchesPrincipal({ negated: true, names: [rolesAnywhere] }, service)).toBe(false);
    expect(matchesPrincipal({ negated: true, names: [rolesAnywhere] }, user)).toBe(true);
    expect(matchesPrincipal({ negated: true, names: [root] }, service)).toBe(true);
    expect(matchesPrincipal({ negated: true, names: [everyone] }, service)).toBe(false);
  });
  test('exempts a session where account, role and session are named', () => {
    expect(matchesPrincipal({ negated: true, names: [root, role, exact] }, session)).toBe(false);
  });
  test('leaves open what becomes of a session of which it names a part', () => {
    expect(matchesPrincipal({ negated: true, names: [role] }, session)).toBeUndefined();
  });
});
