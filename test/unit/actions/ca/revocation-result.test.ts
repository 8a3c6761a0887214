import { describe, expect, it } from 'vitest';
import type { AwsSide } from '../../../../src/actions/aws-side/open-aws-side.ts';
import type { PreparedRevocation } from '../../../../src/actions/ca/revocation/prepare-revocation.ts';
import {
  type RevocationResult,
  revocationResult,
} from '../../../../src/actions/ca/revocation/revocation-result.ts';

const revokedAt = new Date('2026-06-01T12:00:00Z');
const hoursBefore = (hours: number): Date => new Date(revokedAt.getTime() - hours * 3_600_000);
const role = { name: 'web', serviceAccounts: ['default/web'], policies: [] };
const certificate = {
  ...{ serialNumber: '0a', issuer: undefined, notBefore: undefined, notAfter: undefined },
  ...{ serviceAccount: { namespace: 'default', name: 'web' }, seenIn: [] },
};

/** What is said of sessions, where the certificates were revoked before or not. */
function sessions(
  lastRevocation: Date | undefined,
  change: Partial<PreparedRevocation> = {},
): RevocationResult['sessions'] {
  const side = {
    config: {
      cluster: 'home',
      profile: { durationSeconds: 7200 },
      roles: [role, { ...role, name: 'api', serviceAccounts: ['shop/api'] }],
    },
    caller: {},
  } as unknown as AwsSide;
  const prepared = {
    ...{ trustAnchor: {}, plan: { changes: [], steps: [] }, replacements: [] },
    ...{ certificates: [certificate], lastRevocation },
    ...change,
  } as unknown as PreparedRevocation;
  const outcome = { applied: false, replaced: [], revokedAt };
  return revocationResult(side, prepared, outcome).sessions;
}

describe('what the result of a revocation says of sessions', () => {
  it('is when the last one ends by the duration of the profile, and how to cut off those of the roles of the ServiceAccount', () => {
    const said = sessions(undefined);
    expect(said?.endBy).toBe('2026-06-01T14:00:00.000Z');
    expect(said?.cutOff).toHaveLength(1);
    expect(said?.cutOff[0]).toMatch(/--role-name web .*spiffe:\/\/home\/ns\/default\/sa\/web/);
  });

  it('names every role where only the serial number is known', () => {
    const bare = { ...certificate, serviceAccount: undefined };
    expect(sessions(undefined, { certificates: [bare] })?.cutOff).toHaveLength(2);
  });

  it('is nothing when they must have ended since the revocation, or nothing is revoked', () => {
    expect(sessions(hoursBefore(2))).not.toBeNull();
    expect(sessions(hoursBefore(4))).toBeNull();
    expect(sessions(undefined, { certificates: [] })).toBeNull();
  });
});
