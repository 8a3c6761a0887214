import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ClientToken } from '../../../webhook/agent/endpoints/client-token.ts';
import { MetadataTokens, tokenLifetime } from '../../../webhook/agent/endpoints/metadata-token.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'iamra-token-'));
const file = join(folder, 'token');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function startWith(text: string): { token: ClientToken; clock: ManualClock } {
  writeFileSync(file, text);
  const clock = new ManualClock(new Date());
  const token = new ClientToken(file, clock);
  return { token, clock };
}

describe('the token of the pod', () => {
  it('is taken as the file has it, and nothing else is', () => {
    const { token } = startWith('first');
    expect(token.accepts('first')).toBe(true);
    for (const wrong of ['', 'First', 'firs', 'first ', 'Bearer first', 'firsté']) {
      expect(token.accepts(wrong)).toBe(false);
    }
  });

  it('may end in a line break in the file', () => {
    expect(startWith('first\n').token.accepts('first')).toBe(true);
  });

  it('is taken at once when the file is newer than what we read', () => {
    const { token } = startWith('first');
    token.accepts('first');
    writeFileSync(file, 'second');
    expect(token.accepts('second')).toBe(true);
  });

  it('is taken for a minute after it was replaced, no longer', async () => {
    const { token, clock } = startWith('first');
    token.accepts('first');
    writeFileSync(file, 'second');
    token.accepts('second');
    await clock.advance(59_000);
    expect(token.accepts('first')).toBe(true);
    await clock.advance(1000);
    expect(token.accepts('first')).toBe(false);
  });

  it('is replaced without anybody who sends the new one', async () => {
    const { token, clock } = startWith('first');
    token.accepts('first');
    writeFileSync(file, 'second');
    await clock.advance(5000);
    expect(token.accepts('first')).toBe(true);
    await clock.advance(60_000);
    expect(token.accepts('first')).toBe(false);
  });

  it('refuses nobody silently when its file is gone or empty', () => {
    expect(() => startWith('  \n').token.accepts('')).toThrow('is empty');
    const missing = new ClientToken(join(folder, 'missing'), new ManualClock(new Date()));
    expect(() => missing.accepts('first')).toThrow('The token file cannot be read');
  });
});

describe('a token of instance metadata', () => {
  it('is taken until its time is over', async () => {
    const clock = new ManualClock(new Date());
    const tokens = new MetadataTokens(clock);
    const token = tokens.issue(60);
    await clock.advance(59_999);
    expect(tokens.accepts(token)).toBe(true);
    await clock.advance(1);
    expect(tokens.accepts(token)).toBe(false);
  });

  it('is not driven out by any number of others', () => {
    const tokens = new MetadataTokens(new ManualClock(new Date()));
    const token = tokens.issue(60);
    const others = new Set(Array.from({ length: 2000 }, () => tokens.issue(60)));
    expect(others.size).toBe(2000);
    expect(tokens.accepts(token)).toBe(true);
  });

  it('cannot be made up, stretched or taken from another process', () => {
    const clock = new ManualClock(new Date());
    const tokens = new MetadataTokens(clock);
    const token = Buffer.from(tokens.issue(60), 'base64url');
    for (let index = 0; index < token.length; index += 1) {
      const forged = Buffer.from(token);
      forged[index] = (forged[index] ?? 0) ^ 1;
      expect(tokens.accepts(forged.toString('base64url'))).toBe(false);
    }
    expect(new MetadataTokens(clock).accepts(token.toString('base64url'))).toBe(false);
    expect(tokens.accepts('')).toBe(false);
  });

  it.each([
    ['1', 1],
    ['21600', 21_600],
    ['0', undefined],
    ['21601', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['six', undefined],
    [undefined, undefined],
  ])('lives as long as EC2 lets one live: %s', (header, seconds) => {
    expect(tokenLifetime(header)).toBe(seconds);
  });
});
