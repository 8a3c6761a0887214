import { IamraError } from '../../core/errors/iamra-error.ts';
import type { AccessQuery, Kube } from '../../kube/kube.ts';

// One of each group that the chart writes to: whoever may do these may install it.
const needed: readonly AccessQuery[] = [
  { group: 'admissionregistration.k8s.io', resource: 'mutatingwebhookconfigurations' },
  { group: 'admissionregistration.k8s.io', resource: 'validatingadmissionpolicies' },
  { group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions' },
  { group: 'cert-manager.io', resource: 'clusterissuers' },
].map((access) => ({ verb: 'create', ...access }));

/** @throws {IamraError} IAMRA168 naming what the context's user may not do */
export async function refuseMissingRights(kube: Kube): Promise<void> {
  const answers = await Promise.all(needed.map((access) => kube.may(access)));
  const missing = needed.filter((_, index) => answers[index] === false);
  if (missing.length === 0) return;
  const resources = missing.map(({ resource, group = '' }) => `${resource}.${group}`).join(', ');
  throw new IamraError(
    'IAMRA168',
    `The user of context ${kube.context} may not create ${resources}.`,
  );
}
