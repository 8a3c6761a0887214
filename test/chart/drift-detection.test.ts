import { describe, expect, it } from 'vitest';
import { parseControllerConfig } from '../../webhook/controller/controller-config.ts';
import { helmVersions } from './support/helm.ts';
import { environment, podTemplate } from './support/pod-template.ts';
import { find, type Rendered, renderChart, template } from './support/render-chart.ts';

const roleArn = 'arn:aws:iam::123456789012:role/iamra-drift';
const config = 'apiVersion: iamra.dev/v1\ncluster: home # "quoted" & <tagged>\n';
const on = { enabled: true, config };
const name = 'iamra-identity-controller';

const controller = (objects: readonly Rendered[]): Rendered => find(objects, 'Deployment', name);
const withDrift = (drift: object = {}, more: object = {}): Promise<Rendered[]> =>
  renderChart({ driftDetection: { ...on, ...drift }, ...more });
const volumes = (objects: readonly Rendered[]): unknown =>
  podTemplate(controller(objects)).spec['volumes'];

describe('drift detection', () => {
  it('leaves no trace where it is off', async () => {
    const objects = await renderChart({ driftDetection: { config, roleArn } });

    expect(objects.filter(({ metadata }) => metadata.name.includes('drift'))).toEqual([]);
    expect(Object.keys(environment(controller(objects))).join()).not.toMatch(/DRIFT|AWS/);
    expect(volumes(objects)).toBeUndefined();
    expect(parseControllerConfig(environment(controller(objects))).drift).toBeUndefined();
  });

  it('tells the controller what the values say', async () => {
    const objects = await withDrift({ roleArn, interval: '30m', jitter: '1m30s' });

    expect(parseControllerConfig(environment(controller(objects))).drift).toEqual({
      directory: '/etc/iamra/drift',
      intervalMilliseconds: 30 * 60_000,
      jitterMilliseconds: 90_000,
      roleArn,
      credentialsDirectory: undefined,
      serviceAccount: { namespace: 'iamra-system', name },
      deployment: name,
    });
  });

  it.each(helmVersions)('hands iamra.yaml and policies on as they are, by %s', async (version) => {
    const policyFiles = { 'policies/s3.json': '{"Version":"2012-10-17"}' };
    const objects = await renderChart({ driftDetection: { ...on, policyFiles } }, { version });
    const { data } = find(objects, 'ConfigMap', 'iamra-drift-detection') as Rendered & {
      data: Record<string, string>;
    };

    expect(data['iamra.yaml']).toBe(config);
    expect(JSON.parse(data['policies.json'] ?? '')).toEqual(policyFiles);
    expect(volumes(objects)).toEqual([
      { name: 'drift', configMap: { name: 'iamra-drift-detection' } },
    ]);
  });

  it('looks anew at once when iamra.yaml changes: the controller is replaced', async () => {
    const checksum = async (drift: object): Promise<string | undefined> =>
      podTemplate(controller(await withDrift(drift))).metadata.annotations?.[
        'checksum/drift-detection'
      ];

    expect(await checksum({ config: `${config}region: eu-west-1\n` })).not.toBe(await checksum({}));
  });

  it('mounts the Secret with an access key, and does without it while it is missing', async () => {
    const objects = await withDrift({ credentialsSecret: 'aws' });
    const { drift } = parseControllerConfig(environment(controller(objects)));
    const [container] = podTemplate(controller(objects)).spec.containers;

    expect(volumes(objects)).toContainEqual({
      name: 'aws',
      secret: { secretName: 'aws', optional: true },
    });
    expect(container['volumeMounts']).toContainEqual({
      name: 'aws',
      mountPath: drift?.credentialsDirectory,
      readOnly: true,
    });
  });

  it('asks AWS where the values say, with the CAs that the agents trust', async () => {
    const objects = await withDrift(
      { endpointUrl: 'https://aws.example.com' },
      {
        endpointUrl: 'https://anywhere.example.com',
        caBundle: { configMap: 'cas', key: 'root.crt' },
      },
    );

    expect(environment(controller(objects))).toMatchObject({
      AWS_ENDPOINT_URL: 'https://aws.example.com',
      AWS_ENDPOINT_URL_ROLESANYWHERE: 'https://anywhere.example.com',
      NODE_EXTRA_CA_CERTS: '/etc/iamra/ca/root.crt',
    });
    expect(volumes(objects)).toContainEqual({
      name: 'ca-bundle',
      configMap: { name: 'cas', optional: true },
    });
  });

  it('takes what a platform gives to the ServiceAccount of the controller', async () => {
    const serviceAccountAnnotations = { 'eks.amazonaws.com/role-arn': roleArn };
    const objects = await withDrift({}, { controller: { serviceAccountAnnotations } });

    expect(find(objects, 'ServiceAccount', name).metadata.annotations).toEqual(
      serviceAccountAnnotations,
    );
  });

  it('adds one right: to read the Deployment whose Events tell of drift', async () => {
    const rules = (objects: readonly Rendered[]): unknown[] => [
      ...(find(objects, 'ClusterRole', name)['rules'] as unknown[]),
      ...(find(objects, 'Role', name)['rules'] as unknown[]),
    ];
    const before = rules(await renderChart());
    const after = rules(await withDrift({ roleArn }));

    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual([
      { apiGroups: ['apps'], resources: ['deployments'], resourceNames: [name], verbs: ['get'] },
    ]);
  });

  it('is not rendered without an iamra.yaml to compare with', async () => {
    const { exitCode, stderr } = await template({
      cluster: 'home',
      driftDetection: { enabled: true },
    });

    expect(exitCode).toBe(1);
    expect(stderr).toContain('IAMRA284 driftDetection.config is not set');
    expect(stderr).toContain('--set-file driftDetection.config=iamra.yaml');
  });
});
