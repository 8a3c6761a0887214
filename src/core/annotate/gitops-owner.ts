import { type ObjectIdentity, parseTrackingId } from './argo-tracking-id.ts';
import type { ClusterObject } from './workload.ts';

/** Who would rather be told of a change than find it in the cluster. */
export interface GitopsOwner {
  readonly tool: 'Argo CD' | 'Flux';
  /** What manages the object there: `Application web`; undefined where the object does not say. */
  readonly by: string | undefined;
}

type Marks = Readonly<Record<string, string>>;

const fluxKinds = [
  ['kustomize.toolkit.fluxcd.io/', 'Kustomization'],
  ['helm.toolkit.fluxcd.io/', 'HelmRelease'],
] as const;

const argoPrefix = 'argocd.argoproj.io/';

/** Field managers of controllers that apply from a repository. */
const controllers: ReadonlyMap<string, GitopsOwner['tool']> = new Map([
  ['argocd-controller', 'Argo CD'],
  ['kustomize-controller', 'Flux'],
  ['helm-controller', 'Flux'],
]);

/** The GitOps tool that would undo a change made by hand; undefined where none has left its mark. */
export function gitopsOwner(object: ClusterObject): GitopsOwner | undefined {
  return argoOwner(object) ?? fluxOwner(object) ?? controllerOf(object);
}

/** In full: `Argo CD (Application web)`. */
export function formatGitopsOwner({ tool, by }: GitopsOwner): string {
  return by === undefined ? tool : `${tool} (${by})`;
}

/**
 * Argo CD tracks by annotation, by label, or by both; the annotation of another object was copied.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
 */
function argoOwner(object: ClusterObject): GitopsOwner | undefined {
  const { labels = {}, annotations = {} } = object.metadata;
  const tool = 'Argo CD';
  const trackingId = annotations[`${argoPrefix}tracking-id`];
  if (trackingId !== undefined) {
    const tracked = parseTrackingId(trackingId);
    if (tracked === undefined) return { tool, by: undefined };
    return isSame(tracked, object) ? { tool, by: `Application ${tracked.application}` } : undefined;
  }
  const instance = labels[`${argoPrefix}instance`];
  if (instance !== undefined) return { tool, by: `Application ${instance}` };
  // Sync waves and hooks are for what Argo CD applies.
  const isMarked = Object.keys({ ...labels, ...annotations }).some((it) =>
    it.startsWith(argoPrefix),
  );
  return isMarked ? { tool, by: undefined } : undefined;
}

function isSame({ group, kind, namespace, name }: ObjectIdentity, object: ClusterObject): boolean {
  const groupOf = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  const { metadata } = object;
  return (
    group === groupOf &&
    kind === object.kind &&
    namespace === metadata.namespace &&
    name === metadata.name
  );
}

/** @see https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources */
function fluxOwner({ metadata }: ClusterObject): GitopsOwner | undefined {
  const { labels = {}, annotations = {} } = metadata;
  for (const [prefix, kind] of fluxKinds) {
    const marks = { ...labels, ...annotations };
    if (!Object.keys(marks).some((key) => key.startsWith(prefix))) continue;
    if (isLeftAlone(marks, prefix)) return undefined;
    const { [`${prefix}name`]: name, [`${prefix}namespace`]: namespace } = labels;
    const place = namespace === undefined ? '' : `${namespace}/`;
    return { tool: 'Flux', by: name === undefined ? undefined : `${kind} ${place}${name}` };
  }
  return undefined;
}

/** Flux is told to make the object once, or never to look at it again. */
function isLeftAlone(marks: Marks, prefix: string): boolean {
  const ssa = marks[`${prefix}ssa`]?.toLowerCase();
  return marks[`${prefix}reconcile`] === 'disabled' || ssa === 'ignore' || ssa === 'ifnotpresent';
}

function controllerOf({ metadata }: ClusterObject): GitopsOwner | undefined {
  for (const { manager = '' } of metadata.managedFields ?? []) {
    const tool = controllers.get(manager);
    if (tool !== undefined && !isFluxLeavingAlone(metadata)) return { tool, by: undefined };
  }
  return undefined;
}

function isFluxLeavingAlone({ labels, annotations }: ClusterObject['metadata']): boolean {
  return fluxKinds.some(([prefix]) => isLeftAlone({ ...labels, ...annotations }, prefix));
}
