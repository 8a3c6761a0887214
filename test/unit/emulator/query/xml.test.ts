import { describe, expect, test } from 'vitest';
import { renderXml } from '../../../../src/emulator/query/xml.ts';

describe('the XML of an answer', () => {
  test('has an element for each value, in their order', () => {
    expect(renderXml({ B: 'text', A: 1, C: { D: true } })).toBe(
      '<B>text</B><A>1</A><C><D>true</D></C>',
    );
  });
  test('leaves out what is absent, and keeps what is empty', () => {
    expect(renderXml({ A: undefined, B: '', C: {}, D: [] })).toBe('<B></B><C></C><D></D>');
  });
  test('lists members', () => {
    expect(renderXml({ Names: ['a', 'b'], Tags: [{ Key: 'k' }] })).toBe(
      '<Names><member>a</member><member>b</member></Names><Tags><member><Key>k</Key></member></Tags>',
    );
  });
  test('replaces what XML cannot say', () => {
    expect(renderXml({ A: 'a\u0000\uD800\uFFFF😀' })).toBe('<A>a\uFFFD\uFFFD\uFFFD😀</A>');
  });
  test('escapes what has a meaning in XML', () => {
    expect(renderXml({ A: `<a href="x">'&'</a>\r\n` })).toBe(
      '<A>&lt;a href=&quot;x&quot;&gt;&apos;&amp;&apos;&lt;/a&gt;&#xD;\n</A>',
    );
  });
});
