import type { ClusterObject } from './workload.ts';

const marks: ReadonlyArray<readonly [prefix: string, owner: string]> = [
  ['argocd.argoproj.io/', 'Argo CD'],
  ['kustomize.toolkit.fluxcd.io/', 'Flux'],
  ['helm.toolkit.fluxcd.io/', 'Flux'],
];

/** The GitOps tool that would undo a change made by hand; undefined where none has left its mark. */
export function gitopsOwner({ metadata }: ClusterObject): string | undefined {
  const keys = Object.keys({ ...metadata.labels, ...metadata.annotations });
  return marks.find(([prefix]) => keys.some((key) => key.startsWith(prefix)))?.[1];
}
