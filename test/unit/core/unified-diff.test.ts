import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../src/core/unified-diff.ts';

describe('a unified diff', () => {
  it('names the file as git does and can be applied', () => {
    const before = 'a\nb\nc\n';
    const after = 'a\nx\nc';
    const diff = unifiedDiff('deploy/web.yaml', before, after);
    expect(diff).toBe(
      [
        '--- a/deploy/web.yaml',
        '+++ b/deploy/web.yaml',
        '@@ -1,3 +1,3 @@',
        ' a',
        '-b',
        '-c',
        '+x',
        '+c',
        '\\ No newline at end of file',
        '',
      ].join('\n'),
    );
    expect(applyPatch(before, diff)).toBe(after);
  });

  it('is empty where nothing changed, and takes absolute paths from the root', () => {
    expect(unifiedDiff('a', 'x', 'x')).toBe('');
    expect(unifiedDiff('/tmp/a', 'x\n', 'y\n')).toMatch(/^--- a\/tmp\/a\n/);
  });
});
