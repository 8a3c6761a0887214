import { describe, expect, it } from 'vitest';
import { certificateObject } from '../../src/core/identity/certificate-object.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { useInstalledChart } from './support/installed-chart.ts';

const server = useInstalledChart();
const web = certificateObject(
  { namespace: 'team-a', name: 'web' },
  { cluster: 'home', issuer: 'iamra-workload' },
);

const create = (
  object: object,
  ...words: string[]
): ReturnType<ReturnType<typeof server>['kubectl']> =>
  server().kubectl(['create', '--dry-run=server', '--filename=-', ...words], object);

const certificate = (spec: object): object => ({ ...web, spec: { ...web.spec, ...spec } });

const account = (name: string): object =>
  certificateObject({ namespace: 'team-a', name }, { cluster: 'home', issuer: 'iamra-workload' });

describe('a Certificate of the workload issuer', () => {
  const allowed: ReadonlyArray<readonly [string, object]> = [
    ['as the controller makes it', web],
    ['as the controller makes it for a long name', account('a'.repeat(100))],
    ['as the controller makes it for the longest name', account('a'.repeat(253))],
    ['for a name with dots', account('a.b-c.d')],
    ['with a shorter duration', certificate({ duration: '1h' })],
    ['without a subject', certificate({ subject: undefined })],
    ['with empty lists of other names', certificate({ dnsNames: [], ipAddresses: [] })],
    [
      'with its usages in another order',
      certificate({ usages: ['client auth', 'digital signature'] }),
    ],
  ];

  it.each(allowed)('is allowed %s', async (_how, object) => {
    expect(await create(object)).toMatchObject({ stderr: '', exitCode: 0 });
  });

  const uri = 'spiffe://home/ns/team-a/sa/web';
  const refused: ReadonlyArray<readonly [string, object]> = [
    ['without a URI', { uris: undefined }],
    ['with two URIs', { uris: [uri, 'spiffe://home/ns/team-b/sa/web'] }],
    ['with the URI of another namespace', { uris: ['spiffe://home/ns/team-b/sa/web'] }],
    [
      'with the URI of a namespace whose name begins alike',
      { uris: ['spiffe://home/ns/team-ab/sa/web'] },
    ],
    ['with the URI of another cluster', { uris: ['spiffe://other/ns/team-a/sa/web'] }],
    ['with a URI that climbs out', { uris: ['spiffe://home/ns/team-a/sa/../../team-b/sa/web'] }],
    ['with a query in its URI', { uris: [`${uri}?x`] }],
    ['with a slash at the end of its URI', { uris: [`${uri}/`] }],
    ['with a line break in its URI', { uris: [`${uri}\n`] }],
    ['with an escape in its URI', { uris: [`${uri}%2e`] }],
    ['with capitals in its URI', { uris: ['spiffe://home/ns/team-a/sa/Web'] }],
    ['with the URI of no account', { uris: ['spiffe://home/ns/team-a/sa/'] }],
    ['with another common name', { commonName: 'team-a.other' }],
    ['without a common name', { commonName: undefined }],
    ['with a DNS name', { dnsNames: ['example.com'] }],
    ['with an IP address', { ipAddresses: ['192.0.2.1'] }],
    ['with an e-mail address', { emailAddresses: ['a@example.com'] }],
    ['with another name', { otherNames: [{ oid: '1.3.6.1.4.1.311.20.2.3', utf8Value: 'a' }] }],
    ['with a literal subject', { literalSubject: 'CN=team-b.web' }],
    ['that is a CA', { isCA: true }],
    ['with name constraints', { nameConstraints: { critical: true } }],
    ['with another organization', { subject: { organizations: ['other'] } }],
    [
      'with an organizational unit',
      { subject: { organizations: ['home'], organizationalUnits: ['x'] } },
    ],
    [
      'with a serial number in its subject',
      { subject: { organizations: ['home'], serialNumber: '1' } },
    ],
    ['with an empty subject', { subject: {} }],
    ['with a usage more', { usages: ['digital signature', 'client auth', 'cert sign'] }],
    ['with a usage less', { usages: ['client auth'] }],
    ['with the usual usages', { usages: undefined }],
    ['into the Secret of another identity', { secretName: 'iamra-api' }],
    ['that lives for long', { duration: '25h' }],
    ['without a duration', { duration: undefined }],
    [
      'that leaves the group of its issuer out',
      { issuerRef: { kind: 'ClusterIssuer', name: 'iamra-workload' }, isCA: true },
    ],
  ];

  it.each(refused)('is refused %s', async (_how, spec) => {
    const { stderr, exitCode } = await create(certificate(spec));

    expect(stderr).toMatch(
      /^Error from server \(Forbidden\).* IAMRA314 Certificate team-a\/iamra-web .*Fix: .*/,
    );
    expect(stderr.trim()).not.toContain('\n');
    expect(exitCode).toBe(1);
  });

  it('of an account with a long name may not be written into the Secret of another', async () => {
    const object = account('a'.repeat(253)) as { readonly spec: object };
    const spec = { ...object.spec, secretName: `iamra-${'a'.repeat(230)}` };
    const { stderr } = await create({ ...object, spec });

    expect(stderr).toContain('IAMRA314');
  });

  it('may not become one by a change of its issuer', async () => {
    const foreign = { name: 'foreign', namespace: 'team-a' };
    await server().kubectl(['create', '--filename=-'], {
      ...web,
      metadata: foreign,
      spec: { ...web.spec, isCA: true, issuerRef: { kind: 'ClusterIssuer', name: 'other' } },
    });
    const { stderr } = await patch('certificate', 'foreign', {
      spec: { issuerRef: { name: 'iamra-workload' } },
    });

    expect(stderr).toContain('IAMRA314');
  });
});

it('a Certificate of another issuer is left alone', async () => {
  const spec = { uris: ['spiffe://home/ns/team-b/sa/web'], isCA: true };

  for (const issuerRef of [{ name: 'iamra-workload' }, { kind: 'ClusterIssuer', name: 'other' }]) {
    expect(await create(certificate({ ...spec, issuerRef }))).toMatchObject({ exitCode: 0 });
  }
});

it('a foreign Certificate made before the policies can be deleted, and not changed meanwhile', async () => {
  const binding = 'validatingadmissionpolicybinding/iamra-identity-certificate';
  const { stdout } = await server().kubectl(['get', binding, '--output=json']);
  const { metadata, ...saved } = JSON.parse(stdout) as { metadata: { name: string } };
  await server().kubectl(['delete', binding]);
  const old = {
    ...web,
    metadata: { name: 'old', namespace: 'team-a', finalizers: ['example.com/hold'] },
    spec: { ...web.spec, uris: ['spiffe://home/ns/team-b/sa/web'] },
  };
  await pollUntil(async () => {
    const { exitCode } = await server().kubectl(['create', '--filename=-'], old);
    return exitCode === 0 ? true : undefined;
  });
  await server().kubectl(['create', '--filename=-'], {
    ...saved,
    metadata: { name: metadata.name },
  });
  await pollUntil(async () => {
    const { exitCode } = await create(certificate({ isCA: true }));
    return exitCode === 0 ? undefined : true;
  });

  expect(await patch('certificate', 'old', label)).toMatchObject({ exitCode: 1 });
  await server().kubectl(['delete', 'certificate', 'old', '--namespace=team-a', '--wait=false']);
  expect(await patch('certificate', 'old', { spec: { commonName: 'x' } })).toMatchObject({
    exitCode: 1,
  });
  expect(await patch('certificate', 'old', { metadata: { finalizers: null } })).toMatchObject({
    exitCode: 0,
  });
});

describe('a CertificateRequest for the workload issuer', () => {
  const certManager = '--as=system:serviceaccount:cert-manager:cert-manager';
  const request = (name: string, issuer = 'iamra-workload'): object => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'CertificateRequest',
    metadata: { name, namespace: 'team-a' },
    spec: { request: 'YQ==', issuerRef: { kind: 'ClusterIssuer', name: issuer } },
  });

  it('comes from whoever may approve for every ClusterIssuer, and from nobody else', async () => {
    await allow('system:serviceaccount:cert-manager:cert-manager', [
      { apiGroups: ['cert-manager.io'], resources: ['certificaterequests'], verbs: ['*'] },
      {
        apiGroups: ['cert-manager.io'],
        resources: ['signers'],
        resourceNames: ['issuers.cert-manager.io/*', 'clusterissuers.cert-manager.io/*'],
        verbs: ['approve'],
      },
    ]);
    await allow('alice', [
      { apiGroups: ['cert-manager.io'], resources: ['certificaterequests'], verbs: ['*'] },
    ]);

    expect(await create(request('a'), certManager)).toMatchObject({ exitCode: 0 });
    const { stderr } = await create(request('a'), '--as=alice');
    expect(stderr).toContain(
      'IAMRA315 CertificateRequest team-a/a asks the workload issuer itself',
    );
    expect(await create(request('a', 'other'), '--as=alice')).toMatchObject({ exitCode: 0 });
  });

  it('stays as it was made, apart from its metadata', async () => {
    await server().kubectl(['create', '--filename=-'], request('ours'));
    await server().kubectl(['create', '--filename=-'], request('others', 'other'));
    const issuer = (name: string): object => ({ spec: { issuerRef: { name } } });

    for (const [name, change] of [
      ['ours', { spec: { request: 'Yg==' } }],
      ['ours', issuer('other')],
      ['others', issuer('iamra-workload')],
    ] as const) {
      const { stderr } = await patch('certificaterequest', name, change);
      expect(stderr).toContain(
        `IAMRA315 The spec of CertificateRequest team-a/${name} may not change`,
      );
    }
    expect(await patch('certificaterequest', 'ours', label)).toMatchObject({ exitCode: 0 });
  });
});

it('a CertificateSigningRequest for the workload issuer is refused to everybody', async () => {
  const { stderr } = await create({
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'a' },
    spec: {
      signerName: 'clusterissuers.cert-manager.io/iamra-workload',
      usages: ['client auth'],
      request: Buffer.from(signingRequest).toString('base64'),
    },
  });

  expect(stderr).toContain('IAMRA316 A CertificateSigningRequest may not ask the workload issuer');
});

const label = { metadata: { labels: { a: 'b' } } };

function patch(kind: string, name: string, change: object): ReturnType<typeof create> {
  return server().kubectl([
    ...['patch', kind, name, '--namespace=team-a'],
    ...['--type=merge', `--patch=${JSON.stringify(change)}`],
  ]);
}

async function allow(user: string, rules: readonly object[]): Promise<void> {
  const rbac = 'rbac.authorization.k8s.io';
  const name = user.replaceAll(':', '.');
  const role = { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name }, rules };
  await server().kubectl(['create', '--filename=-'], role);
  await server().kubectl([
    'create',
    'clusterrolebinding',
    name,
    `--clusterrole=${name}`,
    `--user=${user}`,
  ]);
}

const signingRequest = `-----BEGIN CERTIFICATE REQUEST-----
MIHFMG4CAQAwDDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BIM6EnVdv3yAqJvGb5lYw9CUdDdgnbSJQC3sJxO/xFWsDkrGlpDSFoeQcjhE845z
bVENvq176qOmskYCKM6jXZegADAKBggqhkjOPQQDAgNHADBEAiBL/ZnZfy54hISJ
pTcMPwDPSehXeNiUYEQSJJtypkW5FAIgb7HfEH+/LBT6QGf3P6yxf6l84c+9asQ1
bCGbCNBKmxs=
-----END CERTIFICATE REQUEST-----
`;
