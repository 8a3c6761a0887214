import { IamraError } from '../../errors/iamra-error.ts';
import { listObjects } from '../../injection/manifests/find-workloads.ts';
import { parseYamlStream } from '../../yaml-patch/yaml-stream.ts';
import type { Target } from '../target.ts';
import { targetTypes } from '../target-type.ts';

/** A file of YAML or JSON manifests. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
}

/** An object that a manifest names, and that iamra annotates. */
export interface ManifestTarget {
  readonly target: Target;
  /** Absent where the manifest names none. */
  readonly namespace: string | undefined;
}

/** The objects of a manifest that iamra annotates: each once. */
export function manifestTargets(manifests: readonly ManifestText[]): ManifestTarget[] {
  const found = new Map<string, ManifestTarget>();
  for (const { file, text } of manifests) {
    const values = parseYamlStream(text, file).documents.map(({ value }) => value);
    for (const { object } of values.flatMap((value) => listObjects(value))) {
      const type = targetTypes.find(
        ({ apiVersion, kind }) => apiVersion === object['apiVersion'] && kind === object['kind'],
      );
      if (type === undefined) continue;
      const { name, namespace } = (object['metadata'] ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof name !== 'string' || name === '') throw nameless(file, type.kind);
      const place = typeof namespace === 'string' && namespace !== '' ? namespace : undefined;
      found.set(`${type.kind} ${place ?? ''}/${name}`, {
        target: { type, name },
        namespace: place,
      });
    }
  }
  return [...found.values()];
}

function nameless(file: string, kind: string): IamraError {
  return new IamraError(
    'IAMRA903',
    `${file}: a ${kind} has no name, so the cluster cannot be asked for it.`,
    {
      fix: 'give it a metadata.name; what has a generateName is a new object each time',
    },
  );
}
