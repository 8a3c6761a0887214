import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { auditPolicy, readAuditLog, requestsWithin } from '../../bench/support/audit-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'iamra-audit-'));
const log = join(folder, 'audit.log');
const begin = Date.parse('2026-11-21T12:00:00Z');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function line(milliseconds: number): string {
  const moment = new Date(begin + milliseconds).toISOString().replace('Z', '123Z');
  const requestURI = '/apis/coordination.k8s.io/v1/namespaces/iamra-system/leases/one';
  return JSON.stringify({ verb: 'update', requestURI, requestReceivedTimestamp: moment });
}

it('requests are counted from the first moment of a span to its end', async () => {
  writeFileSync(log, [-1, 0, 500, 999, 1000].map((moment) => `${line(moment)}\n`).join(''));
  const requests = await readAuditLog(log);
  expect(requests).toHaveLength(5);
  expect(requestsWithin(requests, { from: begin, to: begin + 1000 })).toHaveLength(3);
});

it('a line that is still being written is left for later', async () => {
  writeFileSync(log, `${line(0)}\n${line(1).slice(0, 30)}`);
  expect(await readAuditLog(log)).toHaveLength(1);
});

it('an API server is told to note each request of a user once, and of nobody else', () => {
  expect(auditPolicy(['somebody'])).toMatchObject({
    omitStages: ['ResponseStarted', 'ResponseComplete', 'Panic'],
    rules: [{ level: 'Metadata', users: ['somebody'] }, { level: 'None' }],
  });
});
