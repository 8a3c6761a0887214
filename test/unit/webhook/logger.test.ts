import { describe, expect, it } from 'vitest';
import { LineWriter } from '../../../webhook/observe/line-writer.ts';
import { createLogger } from '../../../webhook/observe/logger.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

describe('the log', () => {
  it('is one JSON object a line, whatever the values hold', () => {
    const lines: string[] = [];
    const logger = createLogger(
      (line) => lines.push(line),
      () => new Date(0),
    );
    logger.warn('odd', { name: 'a\nb', none: undefined });
    expect(lines).toEqual([
      '{"level":"warn","time":"1970-01-01T00:00:00.000Z","message":"odd","name":"a\\nb"}\n',
    ]);
  });

  it('gathers the lines of a moment into one write', async () => {
    const written: string[] = [];
    const writer = new LineWriter((bytes) => written.push(textOf(bytes)));
    writer.write('a\n');
    writer.write('b\n');
    expect(written).toEqual([]);
    await pollUntil(() => written[0]);
    expect(written).toEqual(['a\nb\n']);
  });

  it('lets no more than a few hundred lines wait', () => {
    const written: string[] = [];
    const writer = new LineWriter((bytes) => written.push(textOf(bytes)));
    const line = `${'x'.repeat(99)}\n`;
    for (let count = 0; count < 400; count++) writer.write(line);
    expect(written).toEqual([line.repeat(325)]);
    writer.flush();
    expect(written.join('')).toBe(line.repeat(400));
  });

  it('keeps lines in order and whole, however long they are and whatever is in them', () => {
    const written: string[] = [];
    const writer = new LineWriter((bytes) => written.push(textOf(bytes)));
    const lines = ['é\n', `${'€'.repeat(20_000)}\n`, '😀\n', `${'€'.repeat(9_000)}\n`, 'last\n'];
    for (const line of lines) writer.write(line);
    writer.flush();
    expect(written.join('')).toBe(lines.join(''));
  });

  it('writes what waits when the process ends', () => {
    const written: string[] = [];
    const writer = new LineWriter((bytes) => written.push(textOf(bytes)));
    writer.write('last\n');
    writer.flush();
    writer.flush();
    expect(written).toEqual(['last\n']);
  });
});
