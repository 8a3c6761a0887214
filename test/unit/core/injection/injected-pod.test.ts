import { describe, expect, it } from 'vitest';
import { planInjection } from '../../../../src/core/injection/plan-injection.ts';
import {
  admit,
  anchorArn,
  asked,
  input,
  pod,
  profileArn,
  roleArn,
  settings,
  variables,
} from '../../../fixtures/pods.ts';

describe('the agent', () => {
  const initContainers = [{ name: 'migrate', image: 'example.com/migrate:1' }];

  it('is first among the init containers and restarts always', () => {
    const { spec } = admit(input({ spec: { initContainers } }));
    expect(spec.initContainers.map(({ name }) => name)).toEqual(['iamra-agent', 'migrate']);
    expect(spec.initContainers[0]?.restartPolicy).toBe('Always');
  });

  it('is configured by its environment', () => {
    const [agent] = admit(input()).spec.initContainers;
    expect(agent).toMatchObject({ image: settings.image, args: ['/app/agent.mjs'] });
    expect(variables(agent)).toEqual({
      IAMRA_SESSION_NAME: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
      IAMRA_ROLE_ARN: roleArn,
      IAMRA_PROFILE_ARN: profileArn,
      IAMRA_TRUST_ANCHOR_ARN: anchorArn,
      IAMRA_REGION: 'eu-west-1',
      IAMRA_CERTIFICATE_DIRECTORY: '/var/run/iamra/certificate',
      IAMRA_TOKEN_FILE: '/var/run/secrets/kubernetes.io/serviceaccount/token',
      IAMRA_CREDENTIALS_PORT: '9911',
      IAMRA_HEALTH_PORT: '9912',
    });
  });

  it('gets what the annotations ask for', () => {
    const [agent] = admit(
      input(
        asked({
          'iamra.dev/session-duration': '900',
          'iamra.dev/session-name': 'web@home',
          'iamra.dev/require-credentials': 'true',
          'iamra.dev/region': 'us-east-1',
        }),
      ),
    ).spec.initContainers;
    expect(variables(agent)).toMatchObject({
      IAMRA_SESSION_DURATION: '900',
      IAMRA_SESSION_NAME: 'web@home',
      IAMRA_REQUIRE_CREDENTIALS: 'true',
      IAMRA_REGION: 'us-east-1',
    });
  });

  it('gets what the installation decides', () => {
    const { spec } = admit(input(), {
      ...settings,
      imagePullPolicy: 'IfNotPresent',
      ports: { credentials: 8001, health: 8002 },
      defaults: { ...settings.defaults, sessionDuration: 7200, region: 'ap-south-1' },
      endpointUrl: 'https://vpce.example.com',
      caBundle: { configMap: 'ca', key: 'bundle.pem' },
    });
    const [agent] = spec.initContainers;
    expect(agent).toMatchObject({ imagePullPolicy: 'IfNotPresent' });
    expect(variables(agent)).toMatchObject({
      IAMRA_CREDENTIALS_PORT: '8001',
      IAMRA_HEALTH_PORT: '8002',
      IAMRA_SESSION_DURATION: '7200',
      IAMRA_REGION: 'ap-south-1',
      IAMRA_ENDPOINT_URL: 'https://vpce.example.com',
      NODE_EXTRA_CA_CERTS: '/var/run/iamra/ca-bundle/bundle.pem',
    });
    expect(agent?.startupProbe).toMatchObject({ httpGet: { path: '/startupz', port: 8002 } });
    expect(spec.volumes).toContainEqual({ name: 'iamra-ca-bundle', configMap: { name: 'ca' } });
  });

  it('keeps a “$” of a path from the expansion that the kubelet makes', () => {
    const arn = 'arn:aws:iam::123456789012:role/$(HOME)/web';
    const [agent] = admit(input(asked({ 'iamra.dev/role-arn': arn }))).spec.initContainers;
    expect(variables(agent)['IAMRA_ROLE_ARN']).toBe('arn:aws:iam::123456789012:role/$$(HOME)/web');
  });

  it('holds app containers back by a startup probe, and has no other probe', () => {
    const [agent] = admit(input()).spec.initContainers;
    expect(agent?.startupProbe).toEqual({
      httpGet: { path: '/startupz', port: 9912 },
      periodSeconds: 1,
      failureThreshold: 86_400,
    });
    expect(agent).not.toHaveProperty('readinessProbe');
    expect(agent).not.toHaveProperty('livenessProbe');
  });

  it('meets the Pod Security Standard “restricted” by itself', () => {
    const restricted = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    };
    const root = { spec: { securityContext: { runAsUser: 0 } } };
    expect(admit(input(root)).spec.initContainers[0]?.securityContext).toEqual({
      ...restricted,
      runAsUser: 65_532,
    });
    const openShift = { 'openshift.io/sa.scc.uid-range': '1000660000/10000' };
    const [agent] = admit(input({}, { namespaceAnnotations: openShift })).spec.initContainers;
    expect(agent?.securityContext).toEqual(restricted);
  });

  it('alone mounts the certificate, whole, and the token at the path of the API token', () => {
    const { spec } = admit(input({ spec: { initContainers } }));
    expect(spec.initContainers[0]?.volumeMounts).toEqual([
      {
        name: 'iamra-token',
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
        readOnly: true,
      },
      { name: 'iamra-certificate', mountPath: '/var/run/iamra/certificate', readOnly: true },
    ]);
    for (const container of [...spec.initContainers.slice(1), ...spec.containers]) {
      expect(container.volumeMounts?.map(({ name }) => name)).toEqual(['iamra-token']);
    }
  });
});

describe('the pod', () => {
  it('gets the label and the status, which is the hash of what it got', () => {
    const { metadata } = admit(input());
    expect(metadata.labels).toEqual({ 'iamra.dev/injected': 'true' });
    expect(metadata.annotations?.['iamra.dev/status']).toMatch(/^[0-9a-f]{16}$/);
    const other = admit(input(), { ...settings, image: 'example.com/other' }).metadata;
    expect(other.annotations).not.toEqual(metadata.annotations);
  });

  it('gets its metadata made where there is none', () => {
    const bare = { spec: pod()['spec'] };
    const account = { annotations: { 'iamra.dev/role-arn': roleArn } };
    const admitted = admit({ pod: bare, namespace: 'team-a', serviceAccount: account });
    expect(admitted.metadata.labels).toEqual({ 'iamra.dev/injected': 'true' });
  });

  it('gets the token, and the certificate of its ServiceAccount, but no emptyDir', () => {
    expect(admit(input()).spec.volumes).toEqual([
      {
        name: 'iamra-token',
        projected: {
          sources: [
            {
              serviceAccountToken: {
                audience: 'iamra.dev',
                expirationSeconds: 3600,
                path: 'token',
              },
            },
          ],
        },
      },
      { name: 'iamra-certificate', secret: { secretName: 'iamra-web' } },
    ]);
  });

  it.each([
    [{ serviceAccountName: undefined }, {}, 'iamra-default'],
    [{ serviceAccountName: '', serviceAccount: 'old' }, {}, 'iamra-old'],
    [{}, { 'iamra.dev/certificate': 'my.secret' }, 'my.secret'],
  ])('with %j and %j uses the right Secret', (spec, annotations, secretName) => {
    const { volumes } = admit(input({ ...asked(annotations), spec })).spec;
    expect(volumes).toContainEqual({ name: 'iamra-certificate', secret: { secretName } });
  });

  it('has a Secret of at most 253 characters for any ServiceAccount', () => {
    const secretOf = (serviceAccountName: string): string =>
      (
        admit(input({ spec: { serviceAccountName } })).spec.volumes[1] as unknown as {
          secret: { secretName: string };
        }
      ).secret.secretName;
    expect(secretOf('a'.repeat(247))).toBe(`iamra-${'a'.repeat(247)}`);
    const one = secretOf(`${'a.'.repeat(126)}a`);
    expect(one).toMatch(/^iamra-(a\.)+a-[0-9a-f]{10}$/);
    expect(one.length).toBeLessThanOrEqual(253);
    expect(secretOf(`${'a.'.repeat(126)}b`)).not.toBe(one);
  });

  it('is patched in few operations that leave its lists in place', () => {
    const decision = planInjection(
      input({
        spec: {
          volumes: [{ name: 'data', emptyDir: {} }],
          initContainers: [{ name: 'migrate' }],
        },
        container: { env: [{ name: 'A', value: '1' }] },
      }),
      settings,
    );
    const paths =
      decision.kind === 'inject' ? decision.patch.map(({ op, path }) => `${op} ${path}`) : [];
    expect(paths).toEqual([
      'add /spec/initContainers/0/env',
      'add /spec/initContainers/0/volumeMounts',
      ...Array.from({ length: 5 }, () => 'add /spec/containers/0/env/-'),
      'add /spec/containers/0/volumeMounts',
      'add /spec/volumes/-',
      'add /spec/volumes/-',
      'add /metadata/labels',
      'add /metadata/annotations/iamra.dev~1status',
      'add /spec/initContainers/0',
    ]);
  });
});
