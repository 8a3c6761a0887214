import type { JsonPatchOperation } from '../json-patch/operation.ts';
import { pointer } from '../json-patch/pointer.ts';
import type { AnnotationEdits } from './wanted-annotations.ts';
import type { ClusterObject } from './workload.ts';

interface Job extends ClusterObject {
  readonly spec?: {
    readonly manualSelector?: boolean;
    readonly selector?: object;
    readonly template?: {
      readonly metadata?: {
        readonly labels?: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
      } | null;
    };
  };
}

// The Job controller writes these; it refuses a new Job that has another's.
const generatedLabels = ['controller-uid', 'batch.kubernetes.io/controller-uid'];

/** The command that deletes a Job and makes it again with other annotations on its pod template. */
export function recreateJob(job: ClusterObject, edits: AnnotationEdits): string {
  const { name = '', namespace = '' } = job.metadata;
  const patch = JSON.stringify(operations(job, edits)).replaceAll("'", `'\\''`);
  return [
    `kubectl get job ${name} -n ${namespace} -o json`,
    `kubectl patch --local -f - --type json -p '${patch}' -o json`,
    'kubectl replace --force -f -',
  ].join(' | ');
}

function operations(job: Job, edits: AnnotationEdits): JsonPatchOperation[] {
  const { spec } = job;
  const metadata = spec?.template?.metadata;
  const path = '/spec/template/metadata';
  const generated =
    spec?.manualSelector === true
      ? []
      : generatedLabels
          .filter((key) => metadata?.labels?.[key] !== undefined)
          .map((key) => pointer(`${path}/labels`, key));
  const selector =
    spec?.selector === undefined || spec.manualSelector === true ? [] : ['/spec/selector'];
  const annotations = Object.fromEntries(
    Object.entries({ ...metadata?.annotations, ...edits }).filter(([, value]) => value !== null),
  );
  return [
    ...[...selector, ...generated].map(
      (gone): JsonPatchOperation => ({ op: 'remove', path: gone }),
    ),
    metadata == null
      ? { op: 'add', path, value: { annotations } }
      : { op: 'add', path: `${path}/annotations`, value: annotations },
  ];
}
