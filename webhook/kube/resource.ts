/** A resource of the Kubernetes API, by the words of its URL. */
export interface Resource {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, lower case. */
  readonly name: string;
}

export const resources = {
  namespaces: { group: '', version: 'v1', name: 'namespaces' },
  pods: { group: '', version: 'v1', name: 'pods' },
  secrets: { group: '', version: 'v1', name: 'secrets' },
  serviceAccounts: { group: '', version: 'v1', name: 'serviceaccounts' },
  events: { group: '', version: 'v1', name: 'events' },
  leases: { group: 'coordination.k8s.io', version: 'v1', name: 'leases' },
  deployments: { group: 'apps', version: 'v1', name: 'deployments' },
  replicaSets: { group: 'apps', version: 'v1', name: 'replicasets' },
  jobs: { group: 'batch', version: 'v1', name: 'jobs' },
  certificates: { group: 'cert-manager.io', version: 'v1', name: 'certificates' },
  issuers: { group: 'cert-manager.io', version: 'v1', name: 'issuers' },
  clusterIssuers: { group: 'cert-manager.io', version: 'v1', name: 'clusterissuers' },
  injectionRules: { group: 'iamra.dev', version: 'v1alpha1', name: 'injectionrules' },
  clusterInjectionRules: { group: 'iamra.dev', version: 'v1alpha1', name: 'clusterinjectionrules' },
  mutatingWebhookConfigurations: {
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    name: 'mutatingwebhookconfigurations',
  },
} as const satisfies Record<string, Resource>;

/** Where an object, or all of a namespace, or all of the cluster lie. */
export interface Place {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** `status`; absent: the object itself. */
  readonly subresource?: string | undefined;
}

/** The path of an object or of a list. */
export function resourcePath(resource: Resource, place: Place): string {
  const { namespace, name, subresource } = place;
  const root =
    resource.group === ''
      ? `/api/${resource.version}`
      : `/apis/${resource.group}/${resource.version}`;
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  const leaf = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  const branch = subresource === undefined ? '' : `/${subresource}`;
  return `${root}${scope}/${resource.name}${leaf}${branch}`;
}
