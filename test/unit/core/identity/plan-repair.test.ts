import { expect, it } from 'vitest';
import { certificateObject } from '../../../../src/core/identity/certificate-object.ts';
import { planRepair } from '../../../../src/core/identity/plan-repair.ts';

const account = { namespace: 'team-a', name: 'web' };
const wanted = certificateObject(account, { cluster: 'home', issuer: 'iamra-workload' });

it('leaves alone what is right, and what the API server or cert-manager add', () => {
  const spec = { ...wanted.spec, revisionHistoryLimit: 1, isCA: false, dnsNames: [] };
  expect(planRepair(wanted, wanted)).toBeUndefined();
  expect(planRepair({ ...wanted, spec }, wanted)).toBeUndefined();
});

it.each<readonly [string, unknown]>([
  ['uris', ['spiffe://home/ns/team-b/sa/web']],
  ['commonName', 'team-b.web'],
  ['usages', ['digital signature', 'client auth', 'cert sign']],
  ['duration', '87600h0m0s'],
  ['secretName', 'iamra-other'],
  ['issuerRef', { kind: 'Issuer', name: 'own', group: 'cert-manager.io' }],
])('puts %s back', (field, value) => {
  const repair = planRepair({ ...wanted, spec: { ...wanted.spec, [field]: value } }, wanted);
  expect(repair?.fields).toEqual([`spec.${field}`]);
  expect(repair?.patch).toMatchObject({ spec: { [field]: wanted.spec[field] } });
});

it.each<readonly [string, unknown]>([
  ['dnsNames', ['a.example']],
  ['ipAddresses', ['10.0.0.1']],
  ['emailAddresses', ['a@b.example']],
  ['otherNames', [{ oid: '1.2', utf8Value: 'x' }]],
  ['literalSubject', 'CN=x'],
  ['isCA', true],
  ['nameConstraints', { critical: true }],
  ['secretTemplate', { annotations: { copy: 'everywhere' } }],
  ['keystores', { jks: { create: true } }],
  ['additionalOutputFormats', [{ type: 'CombinedPEM' }]],
])('takes %s away', (field, value) => {
  const repair = planRepair({ ...wanted, spec: { ...wanted.spec, [field]: value } }, wanted);
  expect(repair?.fields).toEqual([`spec.${field}`]);
  expect(repair?.patch).toMatchObject({ spec: { [field]: null } });
});

it('puts labels back, and takes further parts of the subject away', () => {
  const { metadata, spec } = wanted;
  const subject = { organizations: ['home'], countries: ['CH'] };
  const changed = { metadata: { ...metadata, labels: {} }, spec: { ...spec, subject } };
  expect(planRepair(changed, wanted)).toMatchObject({
    fields: ['metadata.labels', 'spec.subject.countries'],
    surplus: ['spec.subject.countries'],
    patch: {
      metadata: { labels: metadata.labels },
      spec: { subject: { organizations: ['home'], countries: null } },
    },
  });
});
