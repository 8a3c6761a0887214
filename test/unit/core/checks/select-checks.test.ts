import { describe, expect, it } from 'vitest';
import type { Check } from '../../../../src/core/checks/check.ts';
import { doctorChecks } from '../../../../src/core/checks/doctor-checks.ts';
import { failure } from '../../../../src/core/checks/finding.ts';
import { selectChecks } from '../../../../src/core/checks/select-checks.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';

function names(only: string[], skip: string[] = []): string[] {
  return selectChecks(doctorChecks, { only, skip }).map(({ name }) => name);
}

describe('selectChecks', () => {
  it('takes all without a selection', () => {
    expect(names([])).toEqual(doctorChecks.map(({ name }) => name));
  });

  it('takes checks by name, category and code', () => {
    expect(names(['cainjector'])).toEqual(['cainjector']);
    expect(names(['kubernetes'])).toEqual(['cluster', 'kubernetes-version']);
    expect(names(['IAMRA113'])).toEqual(['cainjector']);
  });

  it('leaves out checks by name, category and code', () => {
    expect(names(['cert-manager'], ['cainjector'])).toEqual(['cert-manager', 'issuers']);
    expect(names(['kubernetes'], ['kubernetes'])).toEqual([]);
    expect(names(['cainjector'], ['IAMRA113'])).toEqual([]);
  });

  it('leaves out the findings of a code, and keeps the others of the check', () => {
    const check: Check = {
      name: 'both',
      category: 'aws',
      title: '',
      codes: ['IAMRA220', 'IAMRA221'],
      needs: [],
      judge: () => ({ findings: [failure('IAMRA220', 'a'), failure('IAMRA221', 'b')] }),
    };
    const [selected] = selectChecks([check], { only: [], skip: ['IAMRA220'] });
    const verdict = selected?.judge({} as never, new Date());
    expect(verdict).toMatchObject({ findings: [{ code: 'IAMRA221' }] });
  });

  it('refuses an unknown word with the nearest one', () => {
    expect(() => names(['cainjektor'])).toThrow(/did you mean “cainjector”/);
    expect(() => names([], ['IAMRA999'])).toThrow(IamraError);
  });
});

describe('doctorChecks', () => {
  it('have names of their own, that are no categories of other checks', () => {
    const own = doctorChecks.map(({ name }) => name);
    expect(new Set(own).size).toBe(own.length);
  });

  it('stand together by category', () => {
    const categories = doctorChecks.map(({ category }) => category);
    const changes = categories.filter((category, index) => category !== categories[index - 1]);
    expect(new Set(changes).size).toBe(changes.length);
  });
});
