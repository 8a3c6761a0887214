import {
  formatServiceAccountName,
  type ServiceAccountName,
} from '../../identity/service-account.ts';
import { annotationKey } from '../annotation-keys.ts';
import type { Annotations } from '../injection-input.ts';
import type { Compatibility } from '../injection-settings.ts';
import { quote } from '../notice.ts';
import { asksForItsPods } from './account-annotations.ts';
import { type AnnotationSource, hasOurAnnotation } from './annotation-source.ts';
import { eksSources } from './eks-sources.ts';

export type OptIn =
  | { readonly kind: 'not_opted_in' | 'opted_out' }
  | { readonly kind: 'opted_in'; readonly sources: readonly AnnotationSource[] };

/**
 * Who asks for credentials: the pod by any annotation of ours, or its ServiceAccount, which may speak
 * EKS' dialect. `inject: "false"` on the pod refuses them; on the ServiceAccount it takes back what the
 * account's annotations ask for.
 */
export function findOptIn(
  pod: Annotations,
  account: Annotations,
  accountName: ServiceAccountName,
  compatibility: Compatibility | undefined,
): OptIn {
  const podAsks = hasOurAnnotation(pod);
  const accountAsks = asksForItsPods(account, compatibility);
  if (!podAsks && !accountAsks) return { kind: 'not_opted_in' };
  if (pod[annotationKey.inject] === 'false') return { kind: 'opted_out' };
  const accountIsOut =
    account[annotationKey.inject] === 'false' && pod[annotationKey.inject] === undefined;
  if (accountIsOut && !podAsks) return { kind: 'opted_out' };
  const ofPod = { where: 'the pod', annotations: pod };
  if (!accountAsks && !readsEks(compatibility)) return { kind: 'opted_in', sources: [ofPod] };
  const ofAccount = {
    where: `ServiceAccount ${quote(formatServiceAccountName(accountName))}`,
    annotations: accountIsOut ? {} : account,
  };
  return { kind: 'opted_in', sources: sourcesOf(ofPod, ofAccount, compatibility) };
}

function sourcesOf(
  pod: AnnotationSource,
  account: AnnotationSource,
  compatibility: Compatibility | undefined,
): AnnotationSource[] {
  const ours = [pod, account].filter(({ annotations }) => hasOurAnnotation(annotations));
  return readsEks(compatibility) ? [...ours, ...eksSources(pod, account, ours)] : ours;
}

function readsEks(compatibility: Compatibility | undefined): boolean {
  return compatibility?.eksAnnotations === true;
}
