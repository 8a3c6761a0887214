import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTemplates } from '../../../../../src/core/rules/template/render-templates.ts';
import {
  canRenderAlike,
  pathParts,
} from '../../../../../src/core/rules/validate/can-render-alike.ts';
import { readRule } from '../../../../../src/core/rules/validate/read-rule.ts';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { problemsOf, ruleSettings } from '../../../../fixtures/rule-problems.ts';

function canBeOne(one: string, other: string): boolean {
  return canRenderAlike(pathParts(one), pathParts(other));
}

describe('two paths', () => {
  it.each([
    ['/a/{{namespace}}', '/a/{{serviceAccount}}'],
    ['/a/{{namespace}}', '/a/shop'],
    ['/a/{{namespace}}/', '/a/shop'],
    ['/{{namespace}}-a', '/b-{{pod}}'],
    ['/a/{{namespace}}/x', '/a/{{pod}}/x'],
    ['/a/{{pod}}', '/a/{{ pod }}'],
  ])('can be one for some pod: %s and %s', (one, other) => {
    expect(canBeOne(one, other)).toBe(true);
    expect(canBeOne(other, one)).toBe(true);
  });

  it.each([
    ['/a/{{namespace}}', '/b/{{namespace}}'],
    ['/a/{{namespace}}', '/a/{{ namespace }}-ca'],
    ['/{{namespace}}-x-{{pod}}', '/{{namespace}}-y-{{pod}}'],
    ['/{{namespace}}/x/{{pod}}', '/{{serviceAccount}}/y/{{pod}}'],
    ['/a/{{namespace}}', '/a/{{namespace}}/b'],
    ['/a/{{namespace}}', '/a'],
    ['/a/{{namespace}}', '/a/b/c'],
  ])('never are: %s and %s', (one, other) => {
    expect(canBeOne(one, other)).toBe(false);
    expect(canBeOne(other, one)).toBe(false);
  });

  it('that are told apart are never one, whatever the names are', () => {
    const part = fc.constantFrom('/', 'a', '-', '{{namespace}}', '{{pod}}', '{{ serviceAccount }}');
    const path = fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join('')}`);
    const name = fc.constantFrom('a', 'a-a', 'b');
    const names = fc.record({ namespace: name, pod: name, serviceAccount: name });
    fc.assert(
      fc.property(path, path, names, (one, other, given) => {
        const [first, second] = renderTemplates({ paths: [one, other] }, given).paths;
        if (first === second) expect(canBeOne(one, other)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('readRule', () => {
  const mounts = (...paths: string[]): object[] =>
    paths.map((mountPath) => ({ name: 'data', mountPath }));
  const volumes = [{ name: 'data', emptyDir: {} }];

  it('refuses mounts that come out at one path for some pod', () => {
    const volumeMounts = mounts('/a/{{namespace}}', '/b', '/a/{{pod}}');
    expect(problemsOf(clusterRule({ volumes, volumeMounts }))).toEqual([
      'IAMRA344 spec.volumeMounts[2].mountPath',
    ]);
    const containers = [{ name: 'a', image: 'a', volumeMounts }];
    expect(problemsOf(clusterRule({ volumes, containers }))).toEqual([
      'IAMRA344 spec.containers[0].volumeMounts[2].mountPath',
    ]);
  });

  it('takes those that stay apart, and says of equal ones only that they are', () => {
    const apart = mounts('/a/{{namespace}}', '/b/{{pod}}', '/a/{{namespace}}/b');
    expect(problemsOf(clusterRule({ volumes, volumeMounts: apart }))).toEqual([]);
    const alike = mounts('/a/{{namespace}}', '/a/{{ namespace }}/');
    expect(problemsOf(clusterRule({ volumes, volumeMounts: alike }))).toHaveLength(1);
    expect(readRule(clusterRule({ volumes, volumeMounts: alike }), ruleSettings)).toMatchObject({
      problems: [{ message: 'spec.volumeMounts[1].mountPath repeats the path “/a/{{namespace}}”' }],
    });
  });
});
