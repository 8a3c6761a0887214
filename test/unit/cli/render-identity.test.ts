import { describe, expect, it } from 'vitest';
import type {
  ShownIdentity,
  SubjectResult,
} from '../../../src/actions/identity/identity-result.ts';
import { renderIdentity } from '../../../src/cli/render-identity.ts';

const now = new Date('2026-03-01T12:00:00Z');
const subject: SubjectResult = {
  arn: 'arn:aws:rolesanywhere:eu-west-1:123456789012:subject/1',
  enabled: true,
  lastSeenAt: '2026-03-01T11:57:00.000Z',
  issued: { seen: true, seenAt: '2026-03-01T11:57:00.000Z', failed: false },
};
const identity: ShownIdentity = {
  serviceAccount: 'shop/api',
  identity: 'spiffe://home/ns/shop/sa/api',
  secret: 'iamra-api',
  certificate: null,
  roles: [],
  asked: true,
  lastSeenAt: subject.lastSeenAt,
  issued: null,
  subjects: [subject],
  pods: [],
  warnings: [],
};

function rendered(change: Partial<ShownIdentity>): string {
  const result = {
    cluster: 'home',
    aws: { asked: true },
    identities: [{ ...identity, ...change }],
  } as const;
  return renderIdentity(result, now, process.stdout);
}

describe('an identity on the terminal', () => {
  it('tells what became of the certificate at AWS', () => {
    expect(rendered({})).toMatch(
      /✓ has seen this certificate\n +failed +false, as GetSubject has it/,
    );
    const refused = { ...subject, issued: { seen: true, seenAt: null, failed: true } } as const;
    expect(rendered({ subjects: [refused] })).toContain(' true, as GetSubject has it');
    const unseen = { ...subject, issued: { seen: false } } as const;
    expect(rendered({ subjects: [unseen] })).toContain('- has not seen this certificate yet');
    expect(rendered({ subjects: [] })).toContain('- has not seen it yet');
    expect(rendered({})).toContain('2026-03-01T11:57:00.000Z (3m ago)');
  });

  it('says that it does not know whether AWS saw a certificate that it does not know', () => {
    const text = rendered({ subjects: [{ ...subject, issued: null }] });
    expect(text).toContain('- whether AWS saw this certificate is not known');
    expect(text).not.toContain('has not seen');
    expect(text).toContain('2026-03-01T11:57:00.000Z (3m ago)');
  });

  it('shows what is asked for where the certificate names no URI', () => {
    const issued = {
      subject: 'CN=own',
      issuer: 'CN=own',
      uris: [],
      serialNumber: '01',
      notBefore: '2026-03-01T00:00:00.000Z',
      notAfter: '2026-03-02T00:00:00.000Z',
    };
    expect(rendered({ identity: null, issued })).toMatch(/^ +identity +none yet$/m);
  });

  it('puts nothing that AWS saw into the future, where the clock here is behind', () => {
    const lastSeenAt = '2026-03-01T12:00:03.000Z';
    expect(rendered({ subjects: [{ ...subject, lastSeenAt }] })).toContain(
      `${lastSeenAt} (0s ago)`,
    );
  });

  it('says that nobody was asked where its trust anchor is', () => {
    const text = rendered({ asked: false, subjects: [] });
    expect(text).toContain('- not asked: its trust anchor is in another account or region');
  });

  it('says that the subject is disabled', () => {
    const text = rendered({ subjects: [{ ...subject, enabled: false }] });
    expect(text).toContain(`${subject.arn} (disabled)`);
  });

  it('names the role of each pod where there are several, and agents that do not run', () => {
    const pod = {
      name: 'api-1',
      owner: 'Deployment shop/api',
      roleArn: 'arn:a',
      agentRunning: true,
    };
    const pods = [pod, { ...pod, name: 'api-2', roleArn: 'arn:b', agentRunning: false }];
    const text = rendered({ roles: ['arn:a', 'arn:b'], pods });
    expect(text).toContain('✓ api-1 of Deployment shop/api, arn:a');
    expect(text).toContain('✗ api-2 of Deployment shop/api, arn:b, its agent does not run');
    expect(rendered({ roles: ['arn:a'], pods: [pod] })).toMatch(/Deployment shop\/api$/);
  });
});
