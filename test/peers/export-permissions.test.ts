import { expect, test } from 'vitest';
import { exportPermissions } from '../../src/core/export/permissions/export-permissions.ts';
import type { ExportedStatement } from '../../src/core/export/permissions/exported-policy.ts';
import { permissionScope } from '../../src/core/export/permissions/permission-scope-of.ts';
import { matches } from '../../src/core/iam/matching/matches.ts';
import { wildcards } from '../../src/core/iam/matching/pattern.ts';
import { iamAction } from './support/iam-actions.ts';

const scope = permissionScope(
  { partition: 'aws', region: 'eu-west-1', account: '123456789012', cluster: 'home' },
  {
    roles: [],
    rolePath: '/',
    adopt: ['arn:aws:iam::123456789012:role/legacy'],
    policies: ['arn:aws:iam::aws:policy/a', 'read.json'],
    permissionsBoundary: 'arn:aws:iam::123456789012:policy/bound',
  },
  undefined,
);

/** Keys that AWS gives with every request. */
const global = ['aws:RequestedRegion'];

test.each(
  exportPermissions('init', scope).Statement.map(
    (statement) => [statement.Sid, statement] as const,
  ),
)('AWS documents the actions, resources and condition keys of %s', async (_, statement) => {
  for (const action of statement.Action) {
    const { resources, conditionKeys } = await iamAction(action);
    expectResources(statement, action, resources);
    for (const key of keysOf(statement)) {
      expect([...conditionKeys.map(plainKey), ...global], `${action} ${key}`).toContain(
        plainKey(key),
      );
    }
  }
});

function expectResources(
  { Resource }: ExportedStatement,
  action: string,
  documented: readonly string[],
): void {
  const given = typeof Resource === 'string' ? [Resource] : Resource;
  if (documented.length === 0) {
    expect(given, action).toEqual(['*']);
    return;
  }
  // One of the resources at least is of a kind that the action works on.
  const patterns = documented.map((arn) => wildcards(arn.replace(/\$\{\w+\}/g, '*')));
  const fitting = given.filter((arn) => patterns.some((pattern) => matches(pattern, arn)));
  expect(fitting, action).not.toEqual([]);
}

function keysOf({ Condition = {} }: ExportedStatement): string[] {
  return Object.values(Condition).flatMap((keys) => Object.keys(keys));
}

/** `aws:ResourceTag/x` is documented as `aws:ResourceTag/${TagKey}`. */
function plainKey(key: string): string {
  return key.replace(/\/.*$/, '/');
}
