export interface PodOptions {
  /** JavaScript that the app runs. */
  readonly script?: string;
  /** Or arguments for Node. */
  readonly words?: readonly string[];
  /** JavaScript of a native sidecar. */
  readonly sidecar?: string;
}

/** A pod that keeps Pod Security's `restricted` and runs JavaScript in the project's image, once. */
export function nodePod(
  { name, namespace, image }: Readonly<Record<'name' | 'namespace' | 'image', string>>,
  { script = '', words = ['--eval', script], sidecar }: PodOptions,
): object {
  const container = {
    image,
    imagePullPolicy: 'IfNotPresent',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
  const beside = {
    ...container,
    name: 'sidecar',
    args: ['--eval', sidecar],
    restartPolicy: 'Always',
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      initContainers: sidecar === undefined ? [] : [beside],
      containers: [{ ...container, name: 'app', args: words }],
    },
  };
}
