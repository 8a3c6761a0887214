import type { GitopsOwner } from '../../core/annotate/gitops-owner.ts';
import type { ClusterObject } from '../../core/annotate/workload.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import { unlessForbidden } from './unless-forbidden.ts';

interface Application extends KubeObject {
  readonly status?: { readonly resources?: readonly ApplicationResource[] };
}

interface ApplicationResource {
  /** Absent for the core group. */
  readonly group?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** The label by which Argo CD tracks if it is told so; Helm charts set it as well. */
const instanceLabel = 'app.kubernetes.io/instance';

/** Which objects the Applications of Argo CD have. */
export type FindApplication = (object: ClusterObject) => Promise<GitopsOwner | undefined>;

/**
 * Looks for the Application of an object that names an instance of something: only Argo CD itself
 * knows whether it tracks by that label. Applications are read once, and not where nothing names one.
 */
export function argoApplications(kube: Kube): FindApplication {
  let reading: Promise<Application[]> | undefined;
  return async (object) => {
    const { metadata, apiVersion, kind } = object;
    if (metadata.labels?.[instanceLabel] === undefined) return undefined;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    reading ??= readApplications(kube);
    const application = (await reading).find(({ status }) =>
      status?.resources?.some(
        (resource) =>
          (resource.group ?? '') === group &&
          resource.kind === kind &&
          resource.namespace === metadata.namespace &&
          resource.name === metadata.name,
      ),
    );
    if (application === undefined) return undefined;
    const { namespace = '', name = '' } = application.metadata;
    return { tool: 'Argo CD', by: `Application ${namespace}/${name}` };
  };
}

function readApplications(kube: Kube): Promise<Application[]> {
  const query = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };
  return unlessForbidden(() => kube.list<Application>(query), []);
}
