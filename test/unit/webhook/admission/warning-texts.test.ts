import { describe, expect, it } from 'vitest';
import { warningTexts } from '../../../../webhook/server/admission/warning-texts.ts';

const notice = (message: string) => ({ code: 'IAMRA301', message, fix: 'mend it' }) as const;

describe('warnings for the API server', () => {
  it('say the code, the sentence and what mends it', () => {
    expect(warningTexts([notice('Something is odd.')])).toEqual([
      'IAMRA301 Something is odd. Fix: mend it',
    ]);
  });

  it('are cut at 256 characters, never in the middle of a surrogate pair', () => {
    const [text = ''] = warningTexts([notice('😀'.repeat(200))]);
    expect(text).toHaveLength(256);
    expect(text.isWellFormed()).toBe(true);
    expect(text.endsWith('…')).toBe(true);
  });

  it('hold no control character, which the API server would drop the warning for', () => {
    expect(warningTexts([notice('a\r\nb\u0000c')])[0]).toMatch(/^IAMRA301 a b c Fix/);
  });

  it('are no more than 4096 characters in all', () => {
    const texts = warningTexts(Array.from({ length: 100 }, () => notice('x'.repeat(300))));
    expect(texts).toHaveLength(16);
  });
});
