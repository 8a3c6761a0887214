import { describe, expect, it } from 'vitest';
import { withoutTrailingSlashes } from '../../../../src/core/without-trailing-slashes.ts';
import { clusterRule as ruleObject } from '../../../fixtures/injection-rules.ts';
import { problemsOf } from '../../../fixtures/rule-problems.ts';
import { clusterRule, plainPod, ruled } from '../../../fixtures/rules.ts';

// A pattern that tries again from each character would run into the time limit of the test.
const slashes = `${'/'.repeat(300_000)}a/`;
/** Of a text that a rule has room for. */
const longest = 60_000;
const volumes = [{ name: 'v', emptyDir: {} }];

describe('a text of many like characters', () => {
  it('can be where a pod mounts something', () => {
    const containers = [{ name: 'web', volumeMounts: [{ name: 'w', mountPath: slashes }] }];
    const rule = clusterRule('r', { volumes, volumeMounts: [{ name: 'v', mountPath: '/v' }] });
    const pod = ruled(plainPod({ containers }), rule);
    expect(pod.spec.containers[0]?.volumeMounts).toHaveLength(2);
  });

  it('can be where a rule mounts something', () => {
    const mountPath = slashes.slice(-longest);
    const spec = { volumes, volumeMounts: [{ name: 'v', mountPath }] };
    expect(problemsOf(ruleObject(spec))).toEqual([]);
  });

  it.each(['{', '{{ ', '{{pod'])('can be braces that are no template: %s…', (braces) => {
    const spec = { env: [{ name: 'A', value: braces.repeat(longest / 5) }] };
    expect(problemsOf(ruleObject(spec))).toEqual([]);
  });
});

describe('withoutTrailingSlashes', () => {
  it.each([
    ['/a', '/a'],
    ['/a//', '/a'],
    ['//a/b/', '//a/b'],
    ['///', '/'],
    ['', ''],
  ])('makes %j %j', (path, expected) => {
    expect(withoutTrailingSlashes(path)).toBe(expected);
  });
});
