import type { Change } from '../change.ts';

/** A workload or ServiceAccount that still looks to iamra for credentials. */
export interface User {
  /** `Deployment team-a/web` */
  readonly name: string;
  /** `2 pods with the agent` */
  readonly what: string;
}

/** What outlives the release, so that no rule is lost by mistake. */
export interface LeftRules {
  /** CustomResourceDefinitions that are there. */
  readonly definitions: readonly string[];
  /** `ClusterInjectionRule node-exporter` */
  readonly rules: readonly string[];
}

/** The first thing that a person should know. */
export const notTouched =
  'Not touched: anything in AWS, cert-manager, the Secret of the workload CA, and the Certificates and Secrets of workloads.';

/** What is gone afterwards, and what isn't. */
export function planUninstall(
  release: string,
  namespace: string,
  users: readonly User[],
  { rules }: LeftRules,
): Change[] {
  const resource = `Helm release ${release} in namespace ${namespace}`;
  const stopped = users.map(
    ({ name, what }) => `${name} (${what}) gets no credentials after its next start`,
  );
  const idle = rules.map((rule) => `${rule} is applied to no further pod`);
  return [{ action: 'delete', resource, details: [...stopped, ...idle] }];
}

/** What stays in the cluster, one thing each. */
export function whatStays(
  namespace: string,
  users: readonly User[],
  { definitions, rules }: LeftRules,
): string[] {
  return [
    `namespace ${namespace}, with the Secrets that cert-manager made for the webhook`,
    'the Secret iamra-workload-ca in cert-manager’s namespace: trust anchor and roles in AWS rest on it',
    'the Certificates iamra-… of ServiceAccounts, and their Secrets; nothing renews them any more',
    ...(definitions.length === 0 ? [] : [`the definitions ${definitions.join(' and ')}`]),
    ...rules,
    ...users.map(({ name }) => `the annotations of ${name}`),
  ];
}
