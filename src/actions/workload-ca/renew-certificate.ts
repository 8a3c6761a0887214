import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
}

interface Certificate extends KubeObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** A Certificate of cert-manager. */
export interface CertificateName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Has cert-manager issue a certificate anew, as `cmctl renew` does: by the condition Issuing. Says
 * whether it was not at it already.
 */
export async function renewCertificate(
  kube: Kube,
  { namespace, name }: CertificateName,
  now: Date,
): Promise<boolean> {
  const reference = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', name, namespace };
  const found = await kube.get<Certificate>(reference);
  if (found === undefined) return false;
  const { conditions = [] } = found.status ?? {};
  if (conditions.some(({ type, status }) => type === 'Issuing' && status === 'True')) return false;
  const issuing = {
    type: 'Issuing',
    status: 'True',
    reason: 'ManuallyTriggered',
    message: 'Certificate re-issuance manually triggered by iamra',
    lastTransitionTime: `${now.toISOString().slice(0, 19)}Z`,
  };
  const others = conditions.filter(({ type }) => type !== 'Issuing');
  const { resourceVersion } = found.metadata;
  return unlessConflict(() =>
    kube.mergeStatus(
      { ...reference, plural: 'certificates' },
      { metadata: { resourceVersion }, status: { conditions: [...others, issuing] } },
    ),
  );
}

/** cert-manager has just written it itself: whoever waits will ask again. */
async function unlessConflict(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (IamraError.is(error) && (error.cause as { code?: number } | undefined)?.code === 409) {
      return false;
    }
    throw error;
  }
}
