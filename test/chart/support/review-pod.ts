import type { ApiServer } from './api-server.ts';
import type { Ended } from './helm.ts';

export interface PodOptions {
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly serviceAccount?: string;
  readonly initContainers?: readonly object[];
  /** Beside the one that each pod has. */
  readonly containers?: readonly object[];
  readonly nodeName?: string;
}

export const agent = { name: 'iamra-agent', image: 'none', restartPolicy: 'Always' };

/** Creates a pod by a dry run: all of admission, and its outcome on stdout as JSON. */
export function reviewPod({ kubectl }: ApiServer, options: PodOptions = {}): Promise<Ended> {
  const { namespace = 'team-a', annotations, labels, serviceAccount = 'default' } = options;
  const { initContainers, containers = [], nodeName } = options;
  return kubectl(['create', '--dry-run=server', '--output=json', '--filename=-'], {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: 'web-',
      namespace,
      ...(annotations && { annotations }),
      ...(labels && { labels }),
    },
    spec: {
      serviceAccountName: serviceAccount,
      ...(initContainers && { initContainers }),
      ...(nodeName && { nodeName }),
      containers: [{ name: 'app', image: 'none' }, ...containers],
    },
  });
}

/** Creates a ServiceAccount with annotations. */
export async function annotatedAccount(
  { kubectl }: ApiServer,
  name: string,
  annotations: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  await kubectl(['create', '--filename=-'], {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: 'team-a', annotations, labels },
  });
}
