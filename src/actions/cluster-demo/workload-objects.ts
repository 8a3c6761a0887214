import type { KubeObject } from '../../kube/kube.ts';
import { demoNamespace, managedByLabel, workloadName } from './demo-names.ts';

/** What the workload is made of. */
export interface WorkloadOrder {
  /** An image with Node as its entry point. */
  readonly image: string;
  /** JavaScript, one file. */
  readonly program: string;
  readonly region: string;
  /** Where pods find what stands for AWS. */
  readonly endpointUrl: string;
}

/** Of the init container that asks whether AWS can be reached at all. */
export const reachContainer = 'reach-aws';

const programFile = 'hello-world.mjs';
const metadata = { name: workloadName, namespace: demoNamespace };
const labels = { app: workloadName };

/** The namespace of the demo; it enforces Pod Security's `restricted`. */
export const namespaceObject: KubeObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: demoNamespace,
    labels: { [managedByLabel]: demoNamespace, 'pod-security.kubernetes.io/enforce': 'restricted' },
  },
};

/** A Deployment of somebody who uses an AWS SDK and knows nothing of iamra, and what it needs. */
export function workloadObjects(order: WorkloadOrder): KubeObject[] {
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    withData('ConfigMap', { [programFile]: order.program }),
    deployment(order),
  ];
}

function withData(kind: string, data: object): KubeObject {
  return { apiVersion: 'v1', kind, metadata, data } as KubeObject;
}

function deployment(order: WorkloadOrder): KubeObject {
  const spec = {
    replicas: 1,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: podSpec(order) },
  };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec } as KubeObject;
}

function podSpec({ image, region, endpointUrl }: WorkloadOrder): object {
  const container = {
    image,
    imagePullPolicy: 'IfNotPresent',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
  return {
    serviceAccountName: workloadName,
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    initContainers: [
      {
        ...container,
        name: reachContainer,
        args: ['--eval', reachProgram(endpointUrl)],
        terminationMessagePolicy: 'FallbackToLogsOnError',
      },
    ],
    containers: [
      {
        ...container,
        name: workloadName,
        args: [`/program/${programFile}`],
        env: [
          { name: 'AWS_REGION', value: region },
          { name: 'AWS_ENDPOINT_URL_STS', value: endpointUrl },
          // A node in a cloud has credentials of its own, which the demo is not about.
          { name: 'AWS_EC2_METADATA_DISABLED', value: 'true' },
          { name: 'REPEAT_SECONDS', value: '5' },
        ],
        volumeMounts: [{ name: 'program', mountPath: '/program', readOnly: true }],
      },
    ],
    volumes: [{ name: 'program', configMap: { name: workloadName } }],
  };
}

/** Whatever the server answers, it was reached. */
function reachProgram(endpointUrl: string): string {
  const ask = `fetch(${JSON.stringify(endpointUrl)}, { signal: AbortSignal.timeout(5000) })`;
  return `${ask}.catch((error) => { console.error((error.cause ?? error).message); process.exitCode = 1; })`;
}
