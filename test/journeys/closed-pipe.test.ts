import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { initialised } from '../cli/support/aws-side.ts';
import { startIamra } from '../cli/support/run-iamra.ts';

type Stream = 'stdout' | 'stderr';

/** Runs the program with nobody reading some of its streams; what it says on the others. */
async function unread(
  words: readonly string[],
  closed: readonly Stream[],
  options: Parameters<typeof startIamra>[1] = {},
): Promise<{ exitCode: number | null; said: string }> {
  const child = startIamra(words, options);
  child.stdin?.end();
  const open = (['stdout', 'stderr'] as const).filter((name) => !closed.includes(name));
  for (const name of closed) child[name]?.destroy();
  const said = open.map((name) => {
    const stream = child[name];
    return stream === null ? Promise.resolve('') : text(stream);
  });
  const [texts] = await Promise.all([Promise.all(said), once(child, 'close')]);
  return { exitCode: child.exitCode, said: texts.join('') };
}

const ways: ReadonlyArray<readonly Stream[]> = [['stdout'], ['stderr'], ['stdout', 'stderr']];

describe.each(ways)('with nobody reading %s %s', (...closed) => {
  it('ends as the command does, and says nothing of it', async () => {
    const { directory, environment, run } = await initialised();
    for (const words of [['plan'], ['plan', '--json'], ['role', 'list', '--json']]) {
      const { exitCode, said } = await unread(words, closed, { directory, environment });
      expect(said).not.toMatch(/EPIPE|await|Error/);
      expect(exitCode).toBe(0);
    }
    expect((await run('plan')).exitCode).toBe(0);
  });

  it('ends as a refused command does', async () => {
    for (const words of [['inti'], ['init', '--nothing'], ['init', '--json', '--cluster', '-']]) {
      expect((await unread(words, closed)).exitCode).toBe(2);
    }
  });

  it.each([[['--help']], [['ca', 'show', '--help']], [['--version']]])('ends %s', async (words) => {
    expect((await unread(words, closed)).exitCode).toBe(0);
  });
});
