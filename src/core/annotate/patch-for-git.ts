import { stringify } from 'yaml';
import type { TargetType } from './target-type.ts';
import type { ClusterObject } from './workload.ts';

const wide = { lineWidth: 0 };

/** What has to be committed, in the two forms that repositories take. */
export interface PatchForGit {
  /** An entry of `patches` in a kustomization.yaml; null takes a key away. */
  readonly kustomize: string;
  /** What to put into the manifest, or to take out of it, and where. */
  readonly manifest: string;
}

/** An edit as a change of the repository that the object comes from. */
export function patchForGit(
  { apiVersion, kind, metadata }: ClusterObject,
  { path }: TargetType,
  patch: object,
): PatchForGit {
  const { name = '' } = metadata;
  const { metadata: ownMetadata, ...below } = patch as { metadata?: object };
  const strategic = { apiVersion, kind, metadata: { name, ...ownMetadata }, ...below };
  const kustomize = { patches: [{ target: { kind, name }, patch: stringify(strategic, wide) }] };
  const inner = [...path, 'metadata'].reduce<unknown>(
    (node, key) => (node as Readonly<Record<string, unknown>>)[key],
    patch,
  );
  const place = [...path, 'metadata'].join('.');
  return { kustomize: stringify(kustomize, wide), manifest: manifestText(place, inner as Edited) };
}

type Edited = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

function manifestText(place: string, edited: Edited): string {
  const set = pick(edited, (value) => value !== null);
  const gone = Object.values(pick(edited, (value) => value === null)).flatMap(Object.keys);
  return [
    ...(Object.keys(set).length === 0 ? [] : [`# below ${place}:`, stringify(set, wide).trimEnd()]),
    ...(gone.length === 0 ? [] : [`# remove below ${place}: ${gone.join(', ')}`]),
  ].join('\n');
}

function pick(edited: Edited, isMeant: (value: string | null) => boolean): Edited {
  const parts = Object.entries(edited).map(([part, values]) => {
    const meant = Object.entries(values).filter(([, value]) => isMeant(value));
    return [part, Object.fromEntries(meant)] as const;
  });
  return Object.fromEntries(parts.filter(([, values]) => Object.keys(values).length > 0));
}
