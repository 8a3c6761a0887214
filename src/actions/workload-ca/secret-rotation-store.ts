import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  type CaSecret,
  certificateOf,
  makerOf,
  workloadCaSecret,
} from '../../core/cert-manager/workload-ca-secret.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { CaSlot } from '../../core/plan/ca-rotation/rotation-observation.ts';
import type { Kube, KubeObject, ObjectReference } from '../../kube/kube.ts';
import type { RotationStore } from './rotation-store.ts';

type Secret = KubeObject & CaSecret;

/** The CAs in Secrets side by side: NAME, which cert-manager signs with, NAME-next and NAME-previous. */
export function secretRotationStore(kube: Kube, namespace: string, name: string): RotationStore {
  const nameOf = (slot: CaSlot): string => (slot === 'current' ? name : `${name}-${slot}`);
  const reference = (slot: CaSlot): ObjectReference => ({
    apiVersion: 'v1',
    kind: 'Secret',
    name: nameOf(slot),
    namespace,
  });
  const placeOf = (slot: CaSlot): string =>
    `Secret ${namespace}/${nameOf(slot)} of context ${kube.context}`;
  const get = (slot: CaSlot): Promise<Secret | undefined> => kube.get<Secret>(reference(slot));
  return {
    placeOf,
    read: async (slot) => {
      const secret = await get(slot);
      return secret === undefined ? undefined : certificateOf(secret);
    },
    readWithKey: async (slot) => {
      const secret = await get(slot);
      const certificatePem = secret === undefined ? undefined : certificateOf(secret);
      const key = secret?.data?.['tls.key'];
      if (certificatePem === undefined || key === undefined) return undefined;
      const privateKey = createPrivateKey(Buffer.from(key, 'base64').toString());
      return { certificatePem, keys: { privateKey, publicKey: createPublicKey(privateKey) } };
    },
    refuseForeign: async () => {
      const secret = await get('current');
      if (secret === undefined) {
        throw new IamraError('IAMRA116', `There is no ${placeOf('current')}.`);
      }
      refuseForeign(secret, placeOf('current'), `--namespace ${namespace} ${name}`);
    },
    // Create, not apply: what somebody else has put there meanwhile is never overwritten.
    writeNext: async (ca) => {
      await kube.create(workloadCaSecret(namespace, ca, nameOf('next')));
    },
    copy: async (from, to) => {
      const [source, target] = await Promise.all([get(from), get(to)]);
      if (source === undefined) {
        throw new IamraError('IAMRA258', `${placeOf(from)} does not exist any more.`);
      }
      if (target === undefined) await kube.create(copyOf(source, reference(to)));
      else await kube.merge(reference(to), replacement(source, target));
    },
    remove: async (slot) => {
      await kube.delete(reference(slot));
    },
  };
}

function copyOf(source: Secret, { name, namespace }: ObjectReference): KubeObject {
  const { labels = {} } = source.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels },
    ...{ type: 'kubernetes.io/tls', data: source.data },
  };
}

/** Its resourceVersion makes the API server refuse it where somebody else was quicker. */
function replacement(source: Secret, target: Secret): object {
  const { resourceVersion } = target.metadata;
  const data: Record<string, string | null> = {};
  for (const key of Object.keys(target.data ?? {})) data[key] = null;
  return { metadata: { resourceVersion }, data: { ...data, ...source.data } };
}

function refuseForeign(secret: Secret, place: string, words: string): void {
  switch (makerOf(secret)) {
    case 'iamra':
      return;
    case 'cert-manager':
      throw new IamraError(
        'IAMRA257',
        `${place} holds the CA that cert-manager made for the chart: cert-manager would put it back.`,
      );
    case 'other':
      throw new IamraError('IAMRA257', `${place} was not made by iamra.`, {
        fix: `hand it over to iamra: kubectl label secret ${words} app.kubernetes.io/managed-by=iamra`,
      });
  }
}
