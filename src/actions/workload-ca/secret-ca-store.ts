import {
  type CaSecret,
  certificateOf,
  makerOf,
  workloadCaSecret,
  workloadCaSecretName,
} from '../../core/cert-manager/workload-ca-secret.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import type { CaStore } from './ca-store.ts';

/** The CA in the Secret that cert-manager reads it from. */
export function secretCaStore(kube: Kube, namespace: string): CaStore {
  const place = `Secret ${namespace}/${workloadCaSecretName} of context ${kube.context}`;
  return {
    place,
    read: async () => {
      const secret = await getCaSecret(kube, namespace);
      return secret === undefined ? undefined : ownCertificate(secret, place);
    },
    // Create, not apply: a CA that somebody else has put there meanwhile is never overwritten.
    write: async (ca) => {
      await kube.create(workloadCaSecret(namespace, ca));
    },
  };
}

/** The Secret of the workload CA as it is; undefined where there is none. */
export function getCaSecret(
  kube: Kube,
  namespace: string,
): Promise<(KubeObject & CaSecret) | undefined> {
  return kube.get<KubeObject & CaSecret>({
    apiVersion: 'v1',
    kind: 'Secret',
    name: workloadCaSecretName,
    namespace,
  });
}

function ownCertificate(secret: CaSecret, place: string): string {
  const maker = makerOf(secret);
  if (maker === 'cert-manager') {
    throw new IamraError('IAMRA166', `${place} holds a CA that cert-manager made for the chart.`, {
      fix: 'take that CA for the trust anchor: iamra init --ca cluster',
    });
  }
  if (maker === 'other') {
    throw new IamraError('IAMRA166', `${place} was not made by iamra; it is left as it is.`);
  }
  const certificate = certificateOf(secret);
  if (certificate === undefined) {
    throw new IamraError('IAMRA116', `${place} holds no certificate.`, {
      fix: 'restore it from a backup; if there is none, delete it and run the command again',
    });
  }
  return certificate;
}
