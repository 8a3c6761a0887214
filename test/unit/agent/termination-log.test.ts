import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import { terminationMessage, writeTerminationLog } from '../../../webhook/agent/termination-log.ts';

describe('the last words', () => {
  it('are code, sentence and fix', () => {
    const error = new IamraError('IAMRA407', 'AWS refused.', { fix: 'do this' });
    expect(terminationMessage(error)).toBe('IAMRA407 AWS refused. Fix: do this');
  });

  it('are no longer than Kubernetes keeps, and end with a whole character', () => {
    const message = terminationMessage(new IamraError('IAMRA407', '…'.repeat(3000)));
    expect(Buffer.byteLength(message)).toBeGreaterThan(4090);
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096);
    expect(message).not.toContain('\ufffd');
  });

  it('go to the file that is named, and a file that cannot be written does not matter', () => {
    const folder = mkdtempSync(join(tmpdir(), 'iamra-termination-'));
    const file = join(folder, 'log');
    const error = new IamraError('IAMRA407', 'AWS refused.');
    writeTerminationLog({ IAMRA_TERMINATION_LOG: file }, error);
    expect(readFileSync(file, 'utf8')).toContain('IAMRA407 AWS refused.');
    writeTerminationLog({ IAMRA_TERMINATION_LOG: join(folder, 'missing', 'log') }, error);
    rmSync(folder, { recursive: true });
  });
});
