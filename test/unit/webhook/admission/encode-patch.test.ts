import { describe, expect, it } from 'vitest';
import { encodePatch } from '../../../../webhook/server/admission/encode-patch.ts';

describe('a patch in base64', () => {
  it.each(['plain', 'é', '“quoted”', '😀', '\u0000\n'])('holds %j as UTF-8', (value) => {
    const patch = [{ op: 'add', path: '/a~1b', value: { value } }] as const;
    const decoded: unknown = JSON.parse(Buffer.from(encodePatch(patch), 'base64').toString());
    expect(decoded).toEqual(patch);
  });

  it('holds operations of every kind and length in their order, and values that many patches share', () => {
    const shared = Object.freeze({ name: 'é' });
    const patch = [
      { op: 'add', path: '/a', value: shared },
      { op: 'add', path: '/bc', value: shared },
      { op: 'replace', path: '/a', value: shared },
      { op: 'remove', path: '/def' },
      { op: 'add', path: '/bc', value: shared },
      { op: 'add', path: '/list/-', value: [shared, 'x'] },
    ] as const;
    for (let count = 0; count <= patch.length; count++) {
      const text = Buffer.from(encodePatch(patch.slice(0, count)), 'base64').toString();
      expect(JSON.parse(text)).toEqual(patch.slice(0, count));
    }
  });
});
