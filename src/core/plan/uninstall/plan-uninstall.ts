import type { Change } from '../change.ts';

/** A workload or ServiceAccount that still looks to iamra for credentials. */
export interface User {
  /** `Deployment team-a/web` */
  readonly name: string;
  /** `2 pods with the agent` */
  readonly what: string;
}

/** The first thing that a person should know. */
export const notTouched =
  'Not touched: anything in AWS, cert-manager, the Secret of the workload CA, and the Certificates and Secrets of workloads.';

/** What is gone afterwards, and what isn't. */
export function planUninstall(
  release: string,
  namespace: string,
  users: readonly User[],
): Change[] {
  const resource = `Helm release ${release} in namespace ${namespace}`;
  const stopped = users.map(
    ({ name, what }) => `${name} (${what}) gets no credentials after its next start`,
  );
  return [{ action: 'delete', resource, details: stopped }];
}

/** What stays in the cluster, one thing each. */
export function whatStays(namespace: string, users: readonly User[]): string[] {
  return [
    `namespace ${namespace}, with the Secrets that cert-manager made for the webhook`,
    'the Secret iamra-workload-ca in cert-manager’s namespace: trust anchor and roles in AWS rest on it',
    'the Certificates iamra-… of ServiceAccounts, and their Secrets; nothing renews them any more',
    ...users.map(({ name }) => `the annotations of ${name}`),
  ];
}
