import { formatServiceAccountName, type ServiceAccountName } from './service-account.ts';
import { parseSpiffeId } from './spiffe-id.ts';

/** A Certificate of the workload issuer, as cert-manager has it. */
export interface KnownCertificate {
  readonly namespace: string;
  readonly name: string;
  readonly secretName: string;
  readonly uri: string | undefined;
  readonly isReady: boolean;
  /** What cert-manager says about it. */
  readonly message: string;
  readonly notBefore: Date | undefined;
  readonly notAfter: Date | undefined;
  readonly renewalTime: Date | undefined;
}

/** Somebody who asks for an identity: a ServiceAccount by its annotations, or a pod by its agent. */
export interface IdentityUser {
  readonly account: ServiceAccountName;
  readonly secretName: string;
  /** Undefined where it names none. */
  readonly roleArn: string | undefined;
  /** Undefined where it names none. */
  readonly trustAnchorArn: string | undefined;
}

/** A pod with the agent. */
export interface KnownPod extends IdentityUser {
  readonly name: string;
  /** `Deployment shop/api` */
  readonly owner: string;
  readonly isAgentRunning: boolean;
}

/** What a cluster has of identities. */
export interface IdentityObservation {
  readonly certificates: readonly KnownCertificate[];
  readonly accounts: readonly IdentityUser[];
  readonly pods: readonly KnownPod[];
}

/** A ServiceAccount with the Secret that its certificate is in, and all that belongs to both. */
export interface KnownIdentity {
  readonly account: ServiceAccountName;
  readonly secretName: string;
  readonly certificate: KnownCertificate | undefined;
  /** ARNs, each once. */
  readonly roles: readonly string[];
  /** Those that its sessions are asked of, each once; empty where nothing says it. */
  readonly trustAnchorArns: readonly string[];
  readonly pods: readonly KnownPod[];
}

/** Every identity that somebody asks for or that a Certificate is there for, by name. */
export function knownIdentities({
  certificates,
  accounts,
  pods,
}: IdentityObservation): KnownIdentity[] {
  const keyOfSecret = (namespace: string, secretName: string): string =>
    `${namespace}/${secretName}`;
  const bySecret = new Map(
    certificates.map((one) => [keyOfSecret(one.namespace, one.secretName), one]),
  );
  const groups = Map.groupBy([...accounts, ...pods, ...certificates.flatMap(ownerOf)], keyOf);
  const podsByKey = Map.groupBy(pods, keyOf);
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, group]): KnownIdentity[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { account, secretName } = first;
      return [
        {
          account,
          secretName,
          certificate: bySecret.get(keyOfSecret(account.namespace, secretName)),
          roles: [...new Set(group.flatMap(({ roleArn }) => roleArn ?? []))].sort(),
          trustAnchorArns: [
            ...new Set(group.flatMap(({ trustAnchorArn }) => trustAnchorArn ?? [])),
          ],
          pods: podsByKey.get(key) ?? [],
        },
      ];
    });
}

function keyOf({ account, secretName }: IdentityUser): string {
  return `${formatServiceAccountName(account)} ${secretName}`;
}

/** Whom a Certificate is for, by its one authority; nobody where it is none of ours. */
function ownerOf({ namespace, secretName, uri = '' }: KnownCertificate): IdentityUser[] {
  const account = parseSpiffeId(uri)?.account;
  if (account?.namespace !== namespace) return [];
  return [{ account, secretName, roleArn: undefined, trustAnchorArn: undefined }];
}
