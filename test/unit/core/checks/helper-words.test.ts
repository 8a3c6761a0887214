import { expect, it } from 'vitest';
import { lastTroubleOf } from '../../../../src/core/checks/helper-words.ts';

const now = new Date('2026-06-01T12:00:00Z');
// As releases 1.5 and later write it.
const log = `2026/06/01 09:00:00 Local server started on port: 9911
2026/06/01 11:30:00 Error generating credentials: operation error RolesAnywhere: CreateSession, AccessDeniedException: Untrusted signing certificate
2026/06/01 11:31:02 Error generating credentials: dial tcp: i/o timeout

2026/06/01 11:32:00 removed an expired token
`;

it('gives the last complaint of the log, and when it was', () => {
  expect(lastTroubleOf(log, now)).toBe('2026-06-01T11:31:02.000Z: dial tcp: i/o timeout');
});

it('leaves out what is older than an hour, and a log without complaints', () => {
  expect(lastTroubleOf(log, new Date('2026-06-01T12:31:03Z'))).toBeUndefined();
  expect(lastTroubleOf('2026/06/01 09:00:00 Local server started\n', now)).toBeUndefined();
});
