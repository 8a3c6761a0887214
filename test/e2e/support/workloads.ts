import type { ProgramName } from './program.ts';

/** What the workloads of a test have in common. */
export interface WorkloadSetting {
  readonly namespace: string;
  readonly image: string;
  /** Where STS answers. */
  readonly endpointUrl: string;
}

export interface Workload {
  readonly name: string;
  readonly serviceAccount: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** What its containers run; who-am-i. */
  readonly program?: ProgramName;
  readonly forever?: boolean;
  /** Adds an init container that asks too. */
  readonly initContainer?: boolean;
}

/** The spec of a pod that keeps Pod Security's `restricted` and prints who it is. */
export function podTemplate(setting: WorkloadSetting, workload: Workload): object {
  const { program = 'who-am-i' } = workload;
  const container = (name: string, forever: boolean): object => ({
    name,
    image: setting.image,
    imagePullPolicy: 'IfNotPresent',
    args: [`/program/${program}.mjs`],
    env: [
      { name: 'AWS_ENDPOINT_URL_STS', value: setting.endpointUrl },
      ...(forever ? [{ name: 'FOREVER', value: 'true' }] : []),
    ],
    volumeMounts: [{ name: 'program', mountPath: '/program' }],
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  });
  return {
    metadata: { labels: { app: workload.name }, annotations: workload.annotations ?? {} },
    spec: {
      serviceAccountName: workload.serviceAccount,
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      initContainers: workload.initContainer === true ? [container('before', false)] : [],
      containers: [container('app', workload.forever ?? false)],
      volumes: [{ name: 'program', configMap: { name: program } }],
    },
  };
}

export function deployment(setting: WorkloadSetting, workload: Workload): object {
  const labels = { app: workload.name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: workload.name, namespace: setting.namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: podTemplate(setting, { ...workload, forever: true }),
    },
  };
}

export function job(setting: WorkloadSetting, workload: Workload): object {
  const { metadata, spec } = podTemplate(setting, workload) as { metadata: object; spec: object };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: workload.name, namespace: setting.namespace },
    spec: { backoffLimit: 0, template: { metadata, spec: { ...spec, restartPolicy: 'Never' } } },
  };
}

export function pod(setting: WorkloadSetting, workload: Workload): object {
  const { metadata, spec } = podTemplate(setting, workload) as { metadata: object; spec: object };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: workload.name, namespace: setting.namespace, ...metadata },
    spec: { ...spec, restartPolicy: 'Never' },
  };
}
