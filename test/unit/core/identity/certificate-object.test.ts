import { describe, expect, it } from 'vitest';
import { certificateObject } from '../../../../src/core/identity/certificate-object.ts';

const issuance = { cluster: 'home', issuer: 'iamra-workload' };

describe('the Certificate of a ServiceAccount', () => {
  it('has what the identity policies demand, and nothing else', () => {
    expect(certificateObject({ namespace: 'team-a', name: 'web' }, issuance).spec).toEqual({
      secretName: 'iamra-web',
      commonName: 'team-a.web',
      subject: { organizations: ['home'] },
      uris: ['spiffe://home/ns/team-a/sa/web'],
      usages: ['digital signature', 'client auth'],
      duration: '24h0m0s',
      renewBefore: '8h0m0s',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'iamra-workload' },
    });
  });

  it('names a long ServiceAccount in a label that Kubernetes takes', () => {
    const account = { namespace: 'team-a', name: 'x'.repeat(200) };
    const label = certificateObject(account, issuance).metadata.labels['iamra.dev/serviceaccount'];
    expect(label).toMatch(/^x{52}-[0-9a-f]{10}$/);
  });
});
