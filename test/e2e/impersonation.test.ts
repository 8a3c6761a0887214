import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificateObject } from '../../src/core/identity/certificate-object.ts';
import { type UserMachine, userMachine } from './support/installation.ts';
import { signingRequest } from './support/signing-request.ts';
import { removeInstallation, soundInstallation } from './support/sound-installation.ts';

// alice administers one namespace; the identity of the other one has a role in AWS.
const [own, other] = ['team-a', 'team-b'];
const uriOf = (namespace: string): string => `spiffe://e2e/ns/${namespace}/sa/web`;
const workloadIssuer = { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'iamra-workload' };
const ownIssuer = { group: 'cert-manager.io', kind: 'Issuer', name: 'self-signed' };

let machine: UserMachine;

beforeAll(async () => {
  machine = await userMachine();
  await soundInstallation(machine, { namespace: other, serviceAccounts: ['web'] });
  await machine.kubectl(['create', 'namespace', own]);
  const words = ['create', 'rolebinding', 'alice', '--clusterrole=admin', '--user=alice'];
  await machine.kubectl([...words, `--namespace=${own}`]);
});

afterAll(async () => {
  await removeInstallation(machine, own, other);
});

describe('the administrator of a namespace', () => {
  it('may use cert-manager there, with an issuer of her own and any name', async () => {
    const issuer = { ...certManager('Issuer', 'self-signed'), spec: { selfSigned: {} } };
    await createAsAlice(issuer);
    await createAsAlice(certificate('foreign', { uris: [uriOf(other)], issuerRef: ownIssuer }));
    await createAsAlice(await request('foreign', ownIssuer));
  });

  it('gets the identity of her own namespace from the workload issuer', async () => {
    await createAsAlice(certificate('own', {}));
    const words = ['wait', '--for=condition=Ready', 'certificate/own', '--timeout=60s'];
    await machine.kubectl([...words, `--namespace=${own}`]);

    const path = '--output=jsonpath={.data.tls\\.crt}';
    const found = await machine.kubectl(['get', 'secret', 'own', `--namespace=${own}`, path]);
    const issued = new X509Certificate(Buffer.from(found, 'base64'));
    expect(issued.subjectAltName).toBe(`URI:${uriOf(own)}`);
    expect(issued.ca).toBe(false);
  });

  it.each<readonly [string, object]>([
    ['the identity of another namespace', { uris: [uriOf(other)] }],
    ['her own identity and another one', { uris: [uriOf(own), uriOf(other)] }],
    ['an identity that climbs out of hers', { uris: [`${uriOf(own)}/../../../${other}/sa/web`] }],
    ['a common name of another namespace', { commonName: `${other}.web` }],
    ['a DNS name', { dnsNames: ['sts.amazonaws.com'] }],
    ['a literal subject', { literalSubject: `CN=${other}.web`, commonName: undefined }],
    ['a CA', { isCA: true }],
    ['other usages', { usages: ['digital signature', 'client auth', 'cert sign'] }],
    ['ten years', { duration: '87600h' }],
  ])('is refused when her Certificate asks for %s', async (_what, spec) => {
    await expect(createAsAlice(certificate('stolen', spec))).rejects.toThrow(
      refusal('iamra-identity-certificate', 'IAMRA314 Certificate team-a/stolen '),
    );
  });

  it('is refused when a Certificate of hers turns to another identity or issuer', async () => {
    const policy = refusal('iamra-identity-certificate', 'IAMRA314 Certificate team-a/');
    await expect(patchAsAlice('own', { uris: [uriOf(other)] })).rejects.toThrow(policy);
    await expect(patchAsAlice('foreign', { issuerRef: workloadIssuer })).rejects.toThrow(policy);
  });

  it('is refused when she asks by a CertificateRequest of her own', async () => {
    await expect(createAsAlice(await request('stolen', workloadIssuer))).rejects.toThrow(
      refusal('iamra-identity-request', 'IAMRA315 CertificateRequest team-a/stolen '),
    );
  });
});

it('a CertificateSigningRequest for the workload issuer is refused, even to the cluster’s administrator', async () => {
  const signing = {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'iamra-stolen' },
    spec: {
      signerName: 'clusterissuers.cert-manager.io/iamra-workload',
      usages: ['digital signature', 'client auth'],
      request: await signingRequest(uriOf(other)),
    },
  };
  await expect(
    machine.kubectl(['create', '--filename=-'], JSON.stringify(signing)),
  ).rejects.toThrow(refusal('iamra-identity-csr', 'IAMRA316 '));
});

/** What Kubernetes says when a policy refuses: its name, then our sentence. */
function refusal(policy: string, sentence: string): RegExp {
  return new RegExp(`\\(Forbidden\\).*ValidatingAdmissionPolicy '${policy}' .*denied.*${sentence}`);
}

function certManager(kind: string, name: string): object {
  return { apiVersion: 'cert-manager.io/v1', kind, metadata: { name, namespace: own } };
}

/** The Certificate that iamra would make for the administrator's own ServiceAccount, but for this. */
function certificate(name: string, change: object): object {
  const account = { namespace: own, name: 'web' };
  const { spec } = certificateObject(account, { cluster: 'e2e', issuer: 'iamra-workload' });
  return { ...certManager('Certificate', name), spec: { ...spec, secretName: name, ...change } };
}

async function request(name: string, issuerRef: object): Promise<object> {
  const spec = { request: await signingRequest(uriOf(other)), issuerRef };
  return { ...certManager('CertificateRequest', name), spec };
}

function createAsAlice(object: object): Promise<string> {
  return machine.kubectl(['create', '--filename=-', '--as=alice'], JSON.stringify(object));
}

function patchAsAlice(name: string, spec: object): Promise<string> {
  return machine.kubectl([
    ...['patch', 'certificate', name, `--namespace=${own}`, '--as=alice'],
    ...['--type=merge', `--patch=${JSON.stringify({ spec })}`],
  ]);
}
