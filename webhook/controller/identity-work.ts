import type { Clock } from '../agent/clock.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { Logger } from '../observe/logger.ts';
import type { ClusterView } from './cluster-view.ts';
import type { ControllerConfig } from './controller-config.ts';
import type { ControllerMetrics } from './controller-metrics.ts';
import { EventRecorder } from './event-recorder.ts';
import { CertificateReconciler } from './reconcile-certificate.ts';
import { reconcileServiceAccount } from './reconcile-service-account.ts';
import type { Process } from './work-queue.ts';

const certificatePrefix = 'certificate ';
const accountPrefix = 'serviceaccount ';

/** Keys of the queue for what there is to do about identities. */
export const identityKeys = {
  certificate: (name: string): string => `${certificatePrefix}${name}`,
  serviceAccount: (name: string): string => `${accountPrefix}${name}`,
  all: ({ uses, certificates, serviceAccounts }: ClusterView): string[] => [
    ...[...new Set([...uses.keys(), ...certificates.keys()])].map(identityKeys.certificate),
    ...[...serviceAccounts.keys()].map(identityKeys.serviceAccount),
  ],
};

export interface IdentityWorkParts {
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly view: ClusterView;
  readonly clock: Clock;
  readonly metrics: ControllerMetrics;
}

export interface IdentityWork {
  /** Does what there is to do about one key: a Certificate, or the label of a ServiceAccount. */
  readonly process: Process;
  /** To be told each time that this process begins to lead. */
  readonly beginTerm: () => void;
}

/** The work on Certificates and ServiceAccounts. */
export function identityWork(
  { cluster, issuer, releaseMilliseconds, compatibility }: ControllerConfig,
  { client, logger, view, clock, metrics }: IdentityWorkParts,
): IdentityWork {
  const certificates = new CertificateReconciler({
    client,
    view,
    metrics,
    logger,
    releaseMilliseconds,
    clock,
    issuance: { cluster, issuer },
    events: new EventRecorder(client, logger),
  });
  return {
    beginTerm: () => {
      certificates.beginTerm();
    },
    process: (key, signal) => {
      if (key.startsWith(certificatePrefix)) {
        return certificates.reconcile(key.slice(certificatePrefix.length), signal);
      }
      const account = view.serviceAccounts.get(key.slice(accountPrefix.length));
      return reconcileServiceAccount(account, { client, metrics, compatibility }, signal);
    },
  };
}
