import { describe, expect, it } from 'vitest';
import { injected, job, run, withoutAdded } from '../../../fixtures/manifests.ts';

function failure(text: string): { code: string; message: string } {
  try {
    run(text);
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('the text was taken');
}

describe('a text that cannot be used', () => {
  it.each([
    ['a: [', 1],
    ['a: 1\n---\nb: {\n', 3],
    ['a: 1\na: 2\n', 2],
    ['a: *nowhere\n', 1],
    ['\ta: 1\n', 1],
  ])('%j is refused with its line', (text, line) => {
    const { code, message } = failure(text);
    expect(code).toBe('IAMRA903');
    expect(message).toMatch(/^web\.yaml, line \d+: ./);
    expect(Number(/line (\d+)/.exec(message)?.[1])).toBeGreaterThanOrEqual(line);
  });

  it('is refused where aliases would unfold without end', () => {
    const lines = ['a0: &a0 [x]'];
    for (let i = 1; i < 12; i++) {
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(',')}]`,
      );
    }
    expect(failure(lines.join('\n')).code).toBe('IAMRA903');
  });

  it.each([
    ['an alias', 'x-env: &env []\n', 'env: *env'],
    ['an anchor that is used elsewhere', '', 'env: &env []\n          args: *env'],
    ['a merge key', 'x-base: &base {volumeMounts: [{name: a, mountPath: /a}]}\n', '<<: *base'],
  ])('is refused rather than changed elsewhere: %s', (_, before, member) => {
    const { code, message } = failure(
      before + job.replace('image: example.com/web', `${member}\n          image: example.com/web`),
    );
    expect(code).toBe('IAMRA311');
    expect(message).toMatch(/^web\.yaml: the document at line 1 /);
  });

  it('is taken where aliases are out of the way', () => {
    const text = `x-args: &args [a]\n${job}          args: *args\n`;
    expect(withoutAdded(injected(text).text, text)).toBe(text);
  });
});
