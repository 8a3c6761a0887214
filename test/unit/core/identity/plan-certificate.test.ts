import { describe, expect, it } from 'vitest';
import { certificateObject } from '../../../../src/core/identity/certificate-object.ts';
import {
  type CertificateSituation,
  planCertificate,
} from '../../../../src/core/identity/plan-certificate.ts';

const issuance = { cluster: 'home', issuer: 'iamra-workload' };
const account = { namespace: 'team-a', name: 'web' };
const wanted = certificateObject(account, issuance);
const ours = { ...wanted, metadata: { ...wanted.metadata, uid: 'u1' } };
const foreign = { metadata: { name: 'iamra-web', uid: 'u2' }, spec: { dnsNames: ['x'] } };
const issued = {
  name: 'iamra-web',
  uid: 's1',
  annotations: {
    'cert-manager.io/certificate-name': 'iamra-web',
    'cert-manager.io/issuer-name': 'iamra-workload',
  },
};

function plan(situation: Partial<CertificateSituation>): ReturnType<typeof planCertificate> {
  const nothing = { certificate: undefined, secret: undefined, graceMilliseconds: 0 };
  return planCertificate({ account: undefined, ...nothing, ...situation }, issuance);
}

describe('the plan for a certificate that is needed', () => {
  it('is to apply it where there is none, be its Secret left from an earlier one or not', () => {
    const apply = { kind: 'apply', certificate: wanted, isOurs: false };
    expect(plan({ account })).toEqual(apply);
    expect(plan({ account, secret: issued })).toEqual(apply);
  });

  it('is to keep one that is right, whatever else the API server or others added', () => {
    const more = { ...ours, spec: { ...ours.spec, revisionHistoryLimit: 1 } };
    expect(plan({ account, certificate: ours })).toEqual({ kind: 'keep' });
    expect(plan({ account, certificate: more })).toEqual({ kind: 'keep' });
  });

  it.each([
    ['URI', { uris: ['spiffe://home/ns/team-b/sa/web'] }],
    ['further URI', { uris: ['spiffe://home/ns/team-a/sa/web', 'spiffe://home/x'] }],
    ['issuer', { issuerRef: { kind: 'ClusterIssuer', name: 'other' } }],
    ['duration', { duration: '2160h0m0s' }],
  ])('is to apply it again where the %s is another', (_, spec) => {
    const changed = { ...ours, spec: { ...ours.spec, ...spec } };
    expect(plan({ account, certificate: changed })).toMatchObject({ kind: 'apply', isOurs: true });
  });

  it('is to keep one that is being deleted: its end is told, and it is made anew', () => {
    const metadata = { ...ours.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' };
    expect(plan({ account, certificate: { ...ours, metadata } })).toEqual({ kind: 'keep' });
  });

  it('is to refuse a Certificate or a Secret of somebody else', () => {
    expect(plan({ account, certificate: foreign })).toMatchObject({
      kind: 'refuse',
      problem: { code: 'IAMRA122' },
    });
    for (const annotations of [{}, { 'cert-manager.io/certificate-name': 'other' }]) {
      expect(plan({ account, secret: { name: 'iamra-web', annotations } })).toMatchObject({
        kind: 'refuse',
        problem: { code: 'IAMRA121' },
      });
    }
  });

  it('is to refuse an identity of more than 256 characters, and none of 256', () => {
    const prefix = 'spiffe://home/ns/team-a/sa/'.length;
    const longest = { ...account, name: 'a'.repeat(256 - prefix) };
    expect(plan({ account: longest }).kind).toBe('apply');
    expect(plan({ account: { ...longest, name: `${longest.name}a` } })).toMatchObject({
      kind: 'refuse',
      problem: { code: 'IAMRA123' },
    });
  });
});

describe('the plan for a certificate that nobody needs', () => {
  it('is to wait for the end of the grace', () => {
    expect(plan({ certificate: ours, graceMilliseconds: 5 })).toEqual({
      kind: 'wait',
      milliseconds: 5,
    });
  });

  it('is then to delete it with the Secret that was made for it', () => {
    expect(plan({ certificate: ours, secret: issued })).toEqual({
      kind: 'delete',
      certificate: ours.metadata,
      secret: issued,
    });
  });

  it('is to delete a Secret of ours that was left alone', () => {
    expect(plan({ secret: issued })).toEqual({
      kind: 'delete',
      certificate: undefined,
      secret: issued,
    });
  });

  it('is to leave a Secret that is not of our issuer', () => {
    const annotations = { ...issued.annotations, 'cert-manager.io/issuer-name': 'other' };
    expect(plan({ certificate: ours, secret: { ...issued, annotations } })).toMatchObject({
      kind: 'delete',
      secret: undefined,
    });
  });

  it('is to leave a Certificate of somebody else, and what is there where there is none', () => {
    expect(plan({ certificate: foreign, secret: issued })).toEqual({ kind: 'keep' });
    expect(plan({ secret: { name: 'iamra-web' } })).toEqual({ kind: 'keep' });
    expect(plan({})).toEqual({ kind: 'keep' });
  });
});
