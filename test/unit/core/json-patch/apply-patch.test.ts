import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../../../src/core/json-patch/apply-patch.ts';
import { parsePointer, pointer } from '../../../../src/core/json-patch/pointer.ts';

describe('a JSON Pointer', () => {
  it('escapes what RFC 6901 gives a meaning, and reads it back', () => {
    expect(pointer('/a', 'x/y~z', 0, '')).toBe('/a/x~1y~0z/0/');
    expect(parsePointer('/a/x~1y~0z/0/')).toEqual(['a', 'x/y~z', '0', '']);
    expect(parsePointer('/~01')).toEqual(['~1']);
  });
});

describe('a JSON patch', () => {
  it('adds members and items, at their place or at the end', () => {
    expect(
      applyPatch({ a: [1, 2] }, [
        { op: 'add', path: '/a/1', value: 'between' },
        { op: 'add', path: '/a/-', value: 'last' },
        { op: 'add', path: '/a/4', value: 'behind' },
        { op: 'add', path: '/b', value: { c: 1 } },
        { op: 'add', path: '/b/c', value: 2 },
      ]),
    ).toEqual({ a: [1, 'between', 2, 'last', 'behind'], b: { c: 2 } });
  });

  it('replaces and removes, each operation on what the ones before it left', () => {
    expect(
      applyPatch({ a: [1, 2, 3], b: 1 }, [
        { op: 'remove', path: '/a/0' },
        { op: 'replace', path: '/a/0', value: 'second' },
        { op: 'remove', path: '/b' },
      ]),
    ).toEqual({ a: ['second', 3] });
  });

  it('leaves the document that it was given', () => {
    const document = { a: [1] };
    applyPatch(document, [{ op: 'add', path: '/a/-', value: 2 }]);
    expect(document).toEqual({ a: [1] });
  });

  it('takes __proto__ for a member like others', () => {
    const patched = applyPatch({}, [{ op: 'add', path: '/__proto__', value: { admin: true } }]);
    expect(JSON.stringify(patched)).toBe('{"__proto__":{"admin":true}}');
    expect((patched as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each(['/b/c', '/a/3', '/a/-1', '/a/01', '/a/x', '/a/0/b', '/toString/a'])(
    'leads nowhere by %s',
    (path) => {
      expect(() => applyPatch({ a: [1] }, [{ op: 'add', path, value: 1 }])).toThrow(RangeError);
    },
  );

  it.each(['replace', 'remove'] as const)('does not %s what is not there', (op) => {
    expect(() => applyPatch({ a: [] }, [{ op, path: '/b', value: 1 }])).toThrow(RangeError);
    expect(() => applyPatch({ a: [] }, [{ op, path: '/a/0', value: 1 }])).toThrow(RangeError);
  });
});
