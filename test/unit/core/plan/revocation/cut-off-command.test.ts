import { describe, expect, it } from 'vitest';
import { cutOffCommand } from '../../../../../src/core/plan/revocation/cut-off-command.ts';

const before = new Date('2026-06-01T12:00:00Z');

function documentOf(command: string): unknown {
  return JSON.parse(/--policy-document '([^']+)'$/.exec(command)?.[1] ?? '');
}

describe('cutOffCommand', () => {
  it('denies everything to the sessions of one workload that are older than a moment', () => {
    const identity = 'spiffe://home/ns/default/sa/web';
    const command = cutOffCommand({ roleName: 'web', identity, before });
    expect(command).toMatch(
      /^aws iam put-role-policy --role-name web --policy-name AWSRevokeOlderSessions /,
    );
    expect(documentOf(command)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: ['*'],
          Resource: ['*'],
          Condition: {
            DateLessThan: { 'aws:TokenIssueTime': '2026-06-01T12:00:00.000Z' },
            StringEquals: { 'aws:PrincipalTag/x509SAN/URI': identity },
          },
        },
      ],
    });
  });

  it('denies it to all sessions of the role where the workload is not known', () => {
    const command = cutOffCommand({ roleName: 'web', identity: undefined, before });
    expect(JSON.stringify(documentOf(command))).not.toContain('StringEquals');
  });
});
