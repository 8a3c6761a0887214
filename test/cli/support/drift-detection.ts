import type { ApiServer } from '../../fixtures/api-server.ts';

const name = 'iamra-identity-controller';
const namespace = 'iamra-system';
const labels = { 'app.kubernetes.io/component': 'controller' };

/** What the controllers show of drift detection; absent lines are not there. */
export interface DriftMetrics {
  readonly driftedRoles?: number;
  readonly failure?: string;
}

/** Has two identity controllers look for drift; gives what changes the answers of the one that leads. */
export function runDriftDetection(api: ApiServer): (metrics: DriftMetrics) => void {
  const deployment = api.get('Deployment', `${namespace}/${name}`);
  const env = [
    { name: 'IAMRA_DRIFT_DIRECTORY', value: '/etc/iamra/drift' },
    { name: 'IAMRA_HEALTH_PORT', value: '10251' },
  ];
  const spec = deployment?.['spec'] as { template: { spec: { containers: { env: object[] }[] } } };
  const containers = spec.template.spec.containers.map((container) => ({
    ...container,
    env: [...container.env, ...env],
  }));
  const template = { ...spec.template, spec: { containers } };
  api.put(
    { ...deployment, spec: { ...spec, selector: { matchLabels: labels }, template } },
    pod('controller-1'),
    pod('controller-2'),
  );
  let shown: DriftMetrics = {};
  api.intercept(({ path }) => {
    const [, asked] = /(controller-\d):10251\/proxy\/metrics$/.exec(decodeURIComponent(path)) ?? [];
    if (asked === undefined) return undefined;
    const body = asked === 'controller-2' ? page(shown) : 'iamra_controller_leader 0\n';
    return { status: 200, body };
  });
  return (metrics) => {
    shown = metrics;
  };
}

function pod(pod: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod, namespace, labels },
    spec: { serviceAccountName: name, containers: [{ name: 'controller', image: 'iamra' }] },
    status: { phase: 'Running' },
  };
}

function page({ driftedRoles = 0, failure }: DriftMetrics): string {
  return [
    'iamra_controller_leader 1',
    'iamra_drift_interval_seconds 3600',
    `iamra_drift_last_run_timestamp_seconds ${Date.now() / 1000 - 60}`,
    `iamra_drift_resources{kind="role"} ${driftedRoles}`,
    ...(failure === undefined ? [] : [`iamra_drift_failure{code="${failure}"} 1`]),
    '',
  ].join('\n');
}
