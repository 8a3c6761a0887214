import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../src/terminal/steps.ts';
import type { Job } from '../../../src/terminal/terminal.ts';

/** A stream that keeps what was written, and says whether it is a terminal. */
function screen(isTTY: boolean): { stream: NodeJS.WriteStream; shown: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 40 });
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { stream: stream as unknown as NodeJS.WriteStream, shown: () => text };
}

const fails: Job<number> = { title: 'bad', work: () => Promise.reject(new Error('no')) };
const works: Job<number> = { title: 'good', work: () => Promise.resolve(1) };

describe('several steps', () => {
  it('go on where one fails, and give all ends in order', async () => {
    const ends = await runSteps(screen(false).stream, [fails, works], 1);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('are no more at a time than allowed', async () => {
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running -= 1;
    };
    const jobs = Array.from({ length: 7 }, (_, index) => ({ title: `${index}`, work }));
    await runSteps(screen(false).stream, jobs, 3);
    expect(most).toBe(3);
  });

  it('are one plain line each where there is no terminal', async () => {
    const { stream, shown } = screen(false);
    await runSteps(stream, [fails, works], 2);
    expect(shown().split('\n').sort()).toEqual(['', '✓ good', '✗ bad']);
  });

  it('live on a terminal, with how far each is and how many are done, in lines that fit', async () => {
    const { stream, shown } = screen(true);
    const { promise, resolve } = Promise.withResolvers<number>();
    const waits: Job<number> = {
      title: 'slow',
      work: (tell) => {
        tell(`1 of 3 replicas are new, and ${'x'.repeat(80)}`);
        return promise;
      },
    };
    const all = runSteps(stream, [waits, works], 2);
    await expect
      .poll(() => stripVTControlCharacters(shown()))
      .toMatch(/slow: 1 of 3 replicas.*…\n {2}1 of 2 done/);
    resolve(1);
    await all;
    const lines = stripVTControlCharacters(shown()).split('\n');
    expect(lines).toContain('✓ good');
    expect(lines).toContain('✓ slow');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40);
    // All that was alive is wiped away.
    expect(shown().endsWith('\u001b[1A\u001b[J')).toBe(true);
  });
});
