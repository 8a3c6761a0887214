/** cert-manager's controller, as far as its arguments tell of the namespace. */
export interface ControllerDeployment {
  readonly metadata: { readonly namespace?: string };
  readonly spec?: {
    readonly template?: {
      readonly spec?: { readonly containers?: readonly ControllerContainer[] };
    };
  };
}

interface ControllerContainer {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: ReadonlyArray<{
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath?: string } };
  }>;
}

/** How to find the Deployment of cert-manager's controller: the labels of its chart. */
export const controllerSelector =
  'app.kubernetes.io/name=cert-manager,app.kubernetes.io/component=controller';

const flag = '--cluster-resource-namespace';

/**
 * The namespace where a ClusterIssuer looks for its Secrets; `kube-system`, as cert-manager has it, where no
 * argument names one.
 * @see https://cert-manager.io/docs/configuration/#cluster-resource-namespace
 */
export function clusterResourceNamespace(deployment: ControllerDeployment): string {
  const containers = deployment.spec?.template?.spec?.containers ?? [];
  for (const container of containers) {
    const value = flagValue([...(container.command ?? []), ...(container.args ?? [])]);
    if (value !== undefined) return expanded(value, container, deployment);
  }
  return 'kube-system';
}

function flagValue(words: readonly string[]): string | undefined {
  const index = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = words[index];
  return word === flag ? words[index + 1] : word?.slice(flag.length + 1);
}

/** Kubernetes puts variables of the container where `$(NAME)` stands. */
function expanded(
  value: string,
  { env = [] }: ControllerContainer,
  { metadata }: ControllerDeployment,
): string {
  return value.replace(/\$\(([^)]+)\)/g, (reference: string, name: string) => {
    const variable = env.find((found) => found.name === name);
    const isNamespace = variable?.valueFrom?.fieldRef?.fieldPath === 'metadata.namespace';
    return variable?.value ?? (isNamespace ? metadata.namespace : undefined) ?? reference;
  });
}
