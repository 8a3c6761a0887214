import { describe, expect, it } from 'vitest';
import { admit, asked, input, variables } from '../../../fixtures/pods.ts';

describe('each other container', () => {
  const environment = {
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9911/v1/credentials',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/var/run/secrets/iamra.dev/token',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9911',
  };

  it('gets the environment and one read-only mount, native sidecars and init containers too', () => {
    const { spec } = admit(
      input({
        spec: {
          initContainers: [{ name: 'migrate' }, { name: 'proxy', restartPolicy: 'Always' }],
          containers: [
            { name: 'web', env: [{ name: 'A', value: '1' }], volumeMounts: [] },
            { name: 'worker', env: null },
          ],
        },
      }),
    );
    for (const container of [...spec.initContainers.slice(1), ...spec.containers]) {
      expect(variables(container)).toMatchObject(environment);
      expect(container.volumeMounts).toEqual([
        { name: 'iamra-token', mountPath: '/var/run/secrets/iamra.dev', readOnly: true },
      ]);
    }
    expect(spec.containers[0]?.env?.[0]).toEqual({ name: 'A', value: '1' });
  });

  it('gets the region that was asked for', () => {
    const { spec } = admit(input(asked({ 'iamra.dev/region': 'us-gov-west-1' })));
    expect(variables(spec.containers[0])).toMatchObject({
      AWS_REGION: 'us-gov-west-1',
      AWS_DEFAULT_REGION: 'us-gov-west-1',
    });
  });

  it('keeps the variables that it sets itself', () => {
    const env = [
      { name: 'AWS_REGION', value: 'us-east-1' },
      { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', valueFrom: { fieldRef: {} } },
    ];
    const { spec } = admit(input({ container: { env } }));
    expect(spec.containers[0]?.env?.slice(0, 2)).toEqual(env);
    expect(spec.containers[0]?.env).toHaveLength(5);
  });

  it('keeps the region of its envFrom, unless the region was asked for', () => {
    const container = { envFrom: [{ configMapRef: { name: 'settings' } }] };
    const left = variables(admit(input({ container })).spec.containers[0]);
    expect(left).not.toHaveProperty('AWS_REGION');
    expect(left).not.toHaveProperty('AWS_DEFAULT_REGION');
    expect(left).toHaveProperty('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    const region = asked({ 'iamra.dev/region': 'eu-west-3' });
    expect(variables(admit(input({ ...region, container })).spec.containers[0])).toMatchObject({
      AWS_REGION: 'eu-west-3',
    });
  });

  it('gets the metadata endpoint alone and no mount with credentials-endpoint imds', () => {
    const { spec } = admit(input(asked({ 'iamra.dev/credentials-endpoint': 'imds' })));
    expect(Object.keys(variables(spec.containers[0]))).toEqual([
      'AWS_EC2_METADATA_SERVICE_ENDPOINT',
      'AWS_REGION',
      'AWS_DEFAULT_REGION',
    ]);
    expect(spec.containers[0]).not.toHaveProperty('volumeMounts');
    expect(spec.initContainers[0]?.volumeMounts).toHaveLength(2);
  });

  it.each([
    ['iamra.dev/include-containers', 'web, migrate', ['migrate', 'web']],
    ['iamra.dev/skip-containers', 'web', ['migrate', 'worker']],
  ])('is chosen by %s', (key, value, expected) => {
    const { spec } = admit(
      input({
        ...asked({ [key]: value }),
        spec: {
          initContainers: [{ name: 'migrate' }],
          containers: [{ name: 'web' }, { name: 'worker' }],
        },
      }),
    );
    const covered = [...spec.initContainers.slice(1), ...spec.containers].filter(
      ({ env }) => env !== undefined,
    );
    expect(covered.map(({ name }) => name)).toEqual(expected);
  });
});
