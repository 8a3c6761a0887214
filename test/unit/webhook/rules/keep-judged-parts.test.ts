import { describe, expect, it } from 'vitest';
import { isJudgedAlike, keepJudgedParts } from '../../../../webhook/rules/keep-judged-parts.ts';
import type { RuleObject } from '../../../../webhook/rules/rule-object.ts';

function rule(metadata: object, status?: object): RuleObject {
  return {
    apiVersion: 'iamra.dev/v1alpha1',
    kind: 'ClusterInjectionRule',
    metadata: { name: 'proxy', uid: '1', generation: 1, ...metadata },
    spec: { labels: { a: 'b' } },
    status,
  };
}

const inForce = { labels: { a: 'b' } };
const earlier = rule({}, { inForce, conditions: [] });

describe('a later form of a rule', () => {
  it('keeps its spec and what was in force where only the rest of its status changed', () => {
    const conditions = [{ type: 'Ready' }];
    const later = keepJudgedParts(
      earlier,
      rule({ resourceVersion: '2' }, { inForce: structuredClone(inForce), conditions }),
    );
    expect(later.spec).toBe(earlier.spec);
    expect(later.status).toEqual({ inForce, conditions });
    expect(later.metadata.resourceVersion).toBe('2');
    expect(isJudgedAlike(earlier, later)).toBe(true);
  });

  it('keeps its spec alone where something else came into force', () => {
    const later = keepJudgedParts(earlier, rule({}, { inForce: { labels: { a: 'c' } } }));
    expect(later.spec).toBe(earlier.spec);
    expect(later.status).toEqual({ inForce: { labels: { a: 'c' } } });
    expect(isJudgedAlike(earlier, later)).toBe(false);
    expect(isJudgedAlike(earlier, keepJudgedParts(earlier, rule({})))).toBe(false);
  });

  it.each([
    ['of another generation', { generation: 2 }],
    ['made anew', { uid: '2' }],
    ['without a generation', { generation: undefined }],
  ])('keeps nothing if it is %s', (_what, metadata) => {
    const made = rule(metadata, { inForce });
    expect(keepJudgedParts(earlier, made)).toBe(made);
    expect(isJudgedAlike(earlier, made)).toBe(false);
  });

  it('is judged anew as soon as it is being deleted', () => {
    const later = keepJudgedParts(
      earlier,
      rule({ deletionTimestamp: '2026-01-01T00:00:00Z' }, { inForce }),
    );
    expect(isJudgedAlike(earlier, later)).toBe(false);
  });
});
