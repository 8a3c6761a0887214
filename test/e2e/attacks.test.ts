import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workloadCaSecret } from '../../src/core/cert-manager/workload-ca-secret.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../src/core/pki/issue-workload-certificate.ts';
import { parseSigningIdentity } from '../../src/core/session/signing-identity.ts';
import { readCaKeyFile } from '../../src/files/ca-key-file.ts';
import { makeCa, signingIdentity, validAround } from '../fixtures/certificates.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { denied } from '../fixtures/session-bench.ts';
import {
  askForOtherRole,
  certificate,
  certManager,
  createAs,
  other,
  own,
  ownIssuer,
  patchAsAlice,
  refusal,
  request,
  uriOf,
  welcomeAlice,
  workloadIssuer,
} from './support/alice.ts';
import { type UserMachine, userMachine } from './support/installation.ts';
import { signingRequest } from './support/signing-request.ts';
import { removeInstallation } from './support/sound-installation.ts';

const certManagerAccount = 'system:serviceaccount:cert-manager:cert-manager';
const untrusted = denied('Untrusted signing certificate');

let machine: UserMachine;

beforeAll(async () => {
  machine = await userMachine();
  await welcomeAlice(machine);
});

afterAll(async () => {
  await removeInstallation(machine, own, other);
});

const createAsAlice = (object: object): Promise<string> => createAs(machine, 'alice', object);

async function untilReady(name: string): Promise<void> {
  const words = ['wait', '--for=condition=Ready', `certificate/${name}`, '--timeout=60s'];
  await machine.kubectl([...words, `--namespace=${own}`]);
}

/** PEM texts of a Secret. */
async function secretOf(namespace: string, name: string): Promise<{ pem: string; key: string }> {
  const words = ['get', 'secret', name, `--namespace=${namespace}`, '--output=json'];
  const { data } = JSON.parse(await machine.kubectl(words)) as { data: Record<string, string> };
  const text = (file: string): string => Buffer.from(data[file] ?? '', 'base64').toString();
  return { pem: text('tls.crt'), key: text('tls.key') };
}

describe('the administrator of a namespace', () => {
  it('may use cert-manager there, with an issuer of her own and any name', async () => {
    const issuer = { ...certManager('Issuer', 'self-signed'), spec: { selfSigned: {} } };
    await createAsAlice(issuer);
    await createAsAlice(certificate('foreign', { uris: [uriOf(other)], issuerRef: ownIssuer }));
    await createAsAlice(await request('foreign', ownIssuer));
  });

  it('gets the identity of her own namespace from the workload issuer', async () => {
    await createAsAlice(certificate('own', {}));
    await untilReady('own');
    const issued = new X509Certificate((await secretOf(own, 'own')).pem);
    expect(issued.subjectAltName).toBe(`URI:${uriOf(own)}`);
    expect(issued.ca).toBe(false);
  });

  it.each<readonly [string, object]>([
    ['the identity of another namespace', { uris: [uriOf(other)] }],
    ['her own identity and another one', { uris: [uriOf(own), uriOf(other)] }],
    ['no identity', { uris: [] }],
    ['an identity that climbs out of hers', { uris: [`${uriOf(own)}/../../../${other}/sa/web`] }],
    ['a namespace that begins like hers', { uris: [uriOf(`${own}b`)] }],
    ['another trust domain', { uris: [uriOf(own).replace('//e2e/', '//other/')] }],
    ['a common name of another namespace', { commonName: `${other}.web` }],
    ['another organization', { subject: { organizations: ['other'] } }],
    ['a further part of the subject', { subject: { organizationalUnits: ['admins'] } }],
    ['a DNS name', { dnsNames: ['sts.amazonaws.com'] }],
    ['an IP address', { ipAddresses: ['10.0.0.1'] }],
    ['an e-mail address', { emailAddresses: ['root@example.com'] }],
    ['another name', { otherNames: [{ oid: '1.3.6.1.4.1.311.20.2.3', utf8Value: 'root' }] }],
    ['a literal subject', { literalSubject: `CN=${other}.web`, commonName: undefined }],
    ['a CA', { isCA: true }],
    ['other usages', { usages: ['digital signature', 'client auth', 'cert sign'] }],
    ['the usages that cert-manager gives by itself', { usages: undefined }],
    ['ten years', { duration: '87600h' }],
    ['however long cert-manager likes', { duration: undefined }],
    ['another identity, by an issuer without a group', otherWithGroup(undefined)],
    ['another identity, by an issuer with an empty group', otherWithGroup('')],
  ])('is refused when her Certificate asks for %s', async (_what, spec) => {
    await expect(createAsAlice(certificate('stolen', spec))).rejects.toThrow(
      refusal('iamra-identity-certificate', 'IAMRA314 Certificate team-a/stolen '),
    );
  });

  it('is refused when a Certificate of hers turns to another identity or issuer', async () => {
    const policy = refusal('iamra-identity-certificate', 'IAMRA314 Certificate team-a/');
    const patch = (name: string, spec: object): Promise<string> =>
      patchAsAlice(machine, ['certificate', name], spec);
    await expect(patch('own', { uris: [uriOf(other)] })).rejects.toThrow(policy);
    await expect(patch('own', { duration: '87600h' })).rejects.toThrow(policy);
    await expect(patch('foreign', { issuerRef: workloadIssuer })).rejects.toThrow(policy);
    const applied = certificate('own', { uris: [uriOf(other)] });
    const words = ['apply', '--server-side', '--force-conflicts', '--filename=-', '--as=alice'];
    await expect(machine.kubectl(words, JSON.stringify(applied))).rejects.toThrow(policy);
  });

  it('is refused when she asks by a CertificateRequest, in whoever’s name', async () => {
    const policy = refusal('iamra-identity-request', 'IAMRA315 CertificateRequest team-a/stolen ');
    const stolen = await request('stolen', workloadIssuer);
    await expect(createAsAlice(stolen)).rejects.toThrow(policy);
    const namesake = `system:serviceaccount:${own}:cert-manager`;
    const words = ['create', 'rolebinding', 'namesake', '--clusterrole=admin'];
    await machine.kubectl([...words, `--serviceaccount=${own}:cert-manager`, `--namespace=${own}`]);
    await expect(createAs(machine, namesake, stolen)).rejects.toThrow(policy);
  });

  it('is refused when a CertificateRequest changes afterwards, hers or cert-manager’s', async () => {
    const policy = refusal('iamra-identity-request', 'IAMRA315 The spec of CertificateRequest ');
    const turned = patchAsAlice(machine, ['certificaterequest', 'foreign'], {
      issuerRef: workloadIssuer,
    });
    await expect(turned).rejects.toThrow(policy);
    const list = ['get', 'certificaterequests', `--namespace=${own}`, '--output=name'];
    const names = (await machine.kubectl(list)).split('\n').map((line) => line.split('/')[1] ?? '');
    const ofCertManager = names.find((name) => name.startsWith('own-')) ?? '';
    const swapped = patchAsAlice(machine, ['certificaterequest', ofCertManager], {
      request: await signingRequest(uriOf(other)),
    });
    await expect(swapped).rejects.toThrow(policy);
  });

  it('is refused when cert-manager asks for her, by the annotations of an Ingress', async () => {
    await createAsAlice({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'stolen',
        namespace: own,
        annotations: {
          'cert-manager.io/cluster-issuer': 'iamra-workload',
          'cert-manager.io/common-name': `${other}.web`,
          'cert-manager.io/usages': 'digital signature,client auth',
          'cert-manager.io/duration': '24h',
        },
      },
      spec: {
        tls: [{ hosts: [`${other}.web`], secretName: 'stolen-by-ingress' }],
        rules: [{ host: `${other}.web` }],
      },
    });
    const words = ['logs', 'deployment/cert-manager', '--namespace=cert-manager', '--tail=200'];
    const sentence = 'IAMRA314 Certificate team-a/stolen-by-ingress must ask for one URI';
    await pollUntil(async () => (await machine.kubectl(words)).includes(sentence) || undefined);
    const get = ['get', 'certificate', 'stolen-by-ingress', `--namespace=${own}`];
    await expect(machine.kubectl(get)).rejects.toThrow('NotFound');
  });

  it('is refused in cert-manager’s own name', async () => {
    const stolen = certificate('stolen', { uris: [uriOf(other)] });
    await expect(createAs(machine, certManagerAccount, stolen)).rejects.toThrow(
      refusal('iamra-identity-certificate', 'IAMRA314 Certificate team-a/stolen '),
    );
  });

  it('is refused the Secret of another namespace', async () => {
    const words = ['get', 'secrets', `--namespace=${other}`, '--as=alice'];
    await expect(machine.kubectl(words)).rejects.toThrow(
      /Forbidden.*"alice" cannot list .*secrets/,
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

describe('AWS', () => {
  it('gives the role to the CA’s own leaf, and to none of an intermediate CA below it', async () => {
    const { pem, key } = await secretOf('cert-manager', 'iamra-workload-ca');
    const file = join(machine.directory, 'workload-ca.key');
    await writeFile(file, `${pem}${key}`);
    const ca = (await readCaKeyFile(file)) as IssuedCertificate;
    const order = {
      ...{ cluster: 'e2e', serviceAccount: { namespace: other, name: 'web' } },
      ...validAround(new Date()),
    };
    const leaf = await issueWorkloadCertificate({ ...order, issuer: ca });
    expect(await askForOtherRole(machine, signingIdentity(leaf))).toMatchObject({ status: 201 });

    const intermediate = await makeCa(new Date(), { name: 'alice', issuer: ca });
    const below = await issueWorkloadCertificate({ ...order, issuer: intermediate });
    const answer = await askForOtherRole(machine, signingIdentity(below, intermediate));
    expect(answer).toMatchObject(untrusted);
  });

  it('trusts no issuer of the administrator, be it named as ours, on a Secret named as ours', async () => {
    await createAsAlice(workloadCaSecret(own, await makeCa(new Date(), { name: 'e2e' })));
    const issuer = certManager('Issuer', 'iamra-workload');
    await createAsAlice({ ...issuer, spec: { ca: { secretName: 'iamra-workload-ca' } } });
    const issuerRef = { ...workloadIssuer, kind: 'Issuer' };
    await createAsAlice(certificate('forged', { uris: [uriOf(other)], issuerRef }));
    await untilReady('forged');
    const { pem, key } = await secretOf(own, 'forged');
    expect(new X509Certificate(pem).subjectAltName).toBe(`URI:${uriOf(other)}`);
    const answer = await askForOtherRole(machine, parseSigningIdentity(pem, key));
    expect(answer).toMatchObject(untrusted);
  });
});

/** The identity of the other namespace, by the workload issuer with its group written so. */
function otherWithGroup(group: string | undefined): object {
  return { uris: [uriOf(other)], issuerRef: { ...workloadIssuer, group } };
}
