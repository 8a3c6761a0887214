import {
  formatServiceAccountName,
  type ServiceAccountName,
} from '../../identity/service-account.ts';
import { annotationKey } from '../annotation-keys.ts';
import type { Annotations } from '../injection-input.ts';
import { quote } from '../notice.ts';
import { type AnnotationSource, hasOurAnnotation } from './annotation-source.ts';

export type OptIn =
  | { readonly kind: 'not_opted_in' | 'opted_out' }
  | { readonly kind: 'opted_in'; readonly sources: readonly AnnotationSource[] };

/**
 * Who asks for credentials: the pod by any annotation of ours, or its ServiceAccount. `inject: "false"`
 * on the pod refuses them; on the ServiceAccount it takes back what the account's annotations ask for.
 */
export function findOptIn(
  pod: Annotations,
  account: Annotations,
  accountName: ServiceAccountName,
): OptIn {
  const podAsks = hasOurAnnotation(pod);
  const accountAsks = hasOurAnnotation(account);
  if (!podAsks && !accountAsks) return { kind: 'not_opted_in' };
  if (pod[annotationKey.inject] === 'false') return { kind: 'opted_out' };
  const accountIsOut =
    account[annotationKey.inject] === 'false' && pod[annotationKey.inject] === undefined;
  if (accountIsOut && !podAsks) return { kind: 'opted_out' };
  const sources: AnnotationSource[] = [];
  if (podAsks) sources.push({ where: 'the pod', annotations: pod });
  if (accountAsks && !accountIsOut) {
    sources.push({
      where: `ServiceAccount ${quote(formatServiceAccountName(accountName))}`,
      annotations: account,
    });
  }
  return { kind: 'opted_in', sources };
}
