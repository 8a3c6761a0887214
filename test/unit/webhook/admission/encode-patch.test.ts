import { describe, expect, it } from 'vitest';
import { encodePatch } from '../../../../webhook/server/admission/encode-patch.ts';

describe('a patch in base64', () => {
  it.each(['plain', 'é', '“quoted”', '😀', '\u0000\n'])('holds %j as UTF-8', (value) => {
    const patch = [{ op: 'add', path: '/a~1b', value: { value } }] as const;
    const decoded: unknown = JSON.parse(Buffer.from(encodePatch(patch), 'base64').toString());
    expect(decoded).toEqual(patch);
  });
});
