import { managedByLabel, managedByValue } from '../../src/core/identity/certificate-object.ts';
import type { ExistingCertificate } from '../../src/core/identity/plan-certificate.ts';
import { isOptedIn } from '../../src/core/identity/plan-opt-in-label.ts';
import type { ServiceAccountName } from '../../src/core/identity/service-account.ts';
import { annotationKey, injectedLabel } from '../../src/core/injection/annotation-keys.ts';
import { certificateSecretName } from '../../src/core/injection/certificate-secret-name.ts';
import type { Compatibility } from '../../src/core/injection/injection-settings.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { KubeObject } from '../kube/kube-object.ts';
import { resources } from '../kube/resource.ts';
import { Watched } from '../kube/watched.ts';
import type { Logger } from '../observe/logger.ts';
import { IdentityUses } from './identity-uses.ts';
import { reducePod } from './reduce-pod.ts';
import { type KnownServiceAccount, reduceServiceAccount } from './reduce-service-account.ts';

export interface ClusterViewOptions {
  readonly client: KubeClient;
  readonly excludedNamespaces: ReadonlySet<string>;
  readonly compatibility: Compatibility;
  readonly logger: Logger;
  readonly onCertificate: (key: string) => void;
  readonly onServiceAccount: (key: string) => void;
}

/** What the controller knows of the cluster: who needs a Certificate, and which of ours there are. */
export class ClusterView {
  readonly uses: IdentityUses;
  readonly certificates: Watched<ExistingCertificate>;
  readonly serviceAccounts: Watched<KnownServiceAccount>;
  readonly #pods: Watched<ServiceAccountName>;

  constructor({
    client,
    excludedNamespaces,
    compatibility,
    logger,
    onCertificate,
    onServiceAccount,
  }: ClusterViewOptions) {
    const unlessExcluded =
      <T>(reduce: (object: KubeObject) => T | undefined) =>
      (object: KubeObject): T | undefined =>
        excludedNamespaces.has(object.metadata.namespace ?? '') ? undefined : reduce(object);
    this.uses = new IdentityUses(onCertificate);
    this.#pods = new Watched({
      client,
      logger,
      resource: resources.pods,
      labelSelector: `${injectedLabel}=true`,
      reduce: unlessExcluded(reducePod),
      onChange: (key, account) => {
        this.uses.set(`pod ${key}`, account);
      },
    });
    this.serviceAccounts = new Watched({
      client,
      logger,
      resource: resources.serviceAccounts,
      metadataOnly: true,
      reduce: unlessExcluded((object) => reduceServiceAccount(object, compatibility)),
      onChange: (key, account) => {
        this.uses.set(`serviceaccount ${key}`, usedBy(account, compatibility));
        if (account !== undefined) onServiceAccount(key);
      },
    });
    this.certificates = new Watched<ExistingCertificate>({
      client,
      logger,
      resource: resources.certificates,
      labelSelector: `${managedByLabel}=${managedByValue}`,
      reduce: unlessExcluded(reduceCertificate),
      onChange: onCertificate,
    });
  }

  async start(): Promise<void> {
    for (const watched of this.#all) watched.start();
    await Promise.all(this.#all.map(({ listed }) => listed));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((watched) => watched.stop()));
  }

  /** What was not listed yet; undefined once all is. */
  get notReady(): string | undefined {
    const missing = Object.entries({
      pods: this.#pods,
      ServiceAccounts: this.serviceAccounts,
      Certificates: this.certificates,
    }).filter(([, { isListed }]) => !isListed);
    return missing.length === 0
      ? undefined
      : `not listed yet: ${missing.map(([name]) => name).join(', ')}`;
  }

  /** Whether nobody who needs a Certificate can be overlooked. */
  get isCurrent(): boolean {
    return this.#pods.isCurrent && this.serviceAccounts.isCurrent;
  }

  get #all(): ReadonlyArray<Watched<unknown>> {
    return [this.#pods, this.serviceAccounts, this.certificates] as ReadonlyArray<Watched<unknown>>;
  }
}

/** The identity that an annotated ServiceAccount needs a Certificate for, unless it names a Secret of its own. */
function usedBy(
  account: KnownServiceAccount | undefined,
  compatibility: Compatibility,
): ServiceAccountName | undefined {
  if (account === undefined || !isOptedIn(account.annotations, compatibility)) return undefined;
  const { namespace, name, annotations } = account;
  const standard = certificateSecretName(name);
  const secret = annotations[annotationKey.certificate] ?? standard;
  return secret === standard ? { namespace, name } : undefined;
}

function reduceCertificate(object: KubeObject): ExistingCertificate {
  const { metadata, spec } = object as ExistingCertificate;
  const { name, uid, resourceVersion, deletionTimestamp, labels } = metadata;
  return {
    metadata: {
      name,
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      ...(labels === undefined ? {} : { labels }),
    },
    spec,
  };
}
