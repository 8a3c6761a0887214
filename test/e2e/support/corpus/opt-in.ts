import type { ManifestFile } from '../../../../src/core/injection/manifests/edited-manifests.ts';
import {
  listObjects,
  workloadOf,
} from '../../../../src/core/injection/manifests/find-workloads.ts';
import type { JsonPatchOperation } from '../../../../src/core/json-patch/operation.ts';
import { patchYamlStream } from '../../../../src/core/yaml-patch/patch-yaml-stream.ts';
import { parseYamlStream, type YamlStream } from '../../../../src/core/yaml-patch/yaml-stream.ts';
import { roleArn } from '../../../fixtures/pods.ts';

/** A workload, and its pod or pod template. */
export interface PlacedWorkload {
  readonly kind: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly pod: unknown;
  /** JSON Pointer of the pod in its document. */
  readonly path: string;
  readonly document: number;
}

/** The workloads of a stream, in its order. */
export function workloadsOf({ documents }: Pick<YamlStream, 'documents'>): PlacedWorkload[] {
  return documents.flatMap(({ value }, document) =>
    listObjects(value).flatMap((placed) => {
      const workload = workloadOf(placed, 'default');
      if (workload === undefined) return [];
      const { kind, pod, path } = workload;
      return [{ kind, object: placed.object, pod, path, document }];
    }),
  );
}

/** The file with the annotation that asks for a role on the pods of some of its workloads. */
export function optIn(
  { file, text }: ManifestFile,
  asks: (workload: PlacedWorkload, index: number) => boolean,
): ManifestFile {
  const stream = parseYamlStream(text, file);
  const asking = workloadsOf(stream).filter(asks);
  const patches = stream.documents.map((_, index) =>
    asking.filter(({ document }) => document === index).map(annotate),
  );
  return { file, text: patchYamlStream(stream, patches, file) };
}

function annotate({ pod, path }: PlacedWorkload): JsonPatchOperation {
  const { metadata } = pod as { metadata?: { annotations?: object | null } | null };
  const annotations = { 'iamra.dev/role-arn': roleArn };
  if (metadata == null) return { op: 'add', path: `${path}/metadata`, value: { annotations } };
  if (metadata.annotations == null) {
    return { op: 'add', path: `${path}/metadata/annotations`, value: annotations };
  }
  return { op: 'add', path: `${path}/metadata/annotations/iamra.dev~1role-arn`, value: roleArn };
}
