import { describe, expect, it } from 'vitest';
import { catalogue, docsLink, type IamraCode } from '../../../../src/core/errors/catalogue.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';

const entries = Object.entries(catalogue);

describe('the catalogue of errors', () => {
  it.each(entries)(
    'has a sentence, a fix and an exit code for %s',
    (code, { title, fix, exit }) => {
      expect(code).toMatch(/^IAMRA[12349]\d\d$/);
      expect(title).toMatch(/^[A-Z“].*\.$|^iamra .*\.$/);
      expect(fix).not.toBe('');
      expect([0, 1, 2, 3, 4, 70, 124, 130]).toContain(exit);
    },
  );

  it('gives an error the fix of its occurrence, else its own', () => {
    const code = entries[0]?.[0] as IamraCode;
    expect(new IamraError(code, 'Something.').fix).toBe(catalogue[code].fix);
    expect(new IamraError(code, 'Something.', { fix: 'do this' }).fix).toBe('do this');
    expect(new IamraError(code, 'Something.').docs).toBe(docsLink(code));
  });
});
