import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { patchYamlStream } from '../../yaml-patch/patch-yaml-stream.ts';
import { parseYamlStream, type YamlStream } from '../../yaml-patch/yaml-stream.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import type {
  EditedManifests,
  ManifestFile,
  ObjectSkipReason,
  ReportEntry,
} from './edited-manifests.ts';
import {
  describeObject,
  listObjects,
  type PlacedObject,
  type Workload,
  workloadOf,
} from './find-workloads.ts';
import { noticeUnknownTemplate } from './misplaced-annotations.ts';

/** What is to become of a workload; the paths of the patch begin at its pod. */
export interface WorkloadVerdict {
  readonly outcome: ReportEntry['outcome'];
  readonly reason?: ObjectSkipReason;
  readonly patch?: readonly JsonPatchOperation[];
  readonly notices: readonly InjectionNotice[];
}

/** Judges workloads by all objects that came with them. */
export type Judge = (objects: readonly PlacedObject[]) => (workload: Workload) => WorkloadVerdict;

interface JudgedObject {
  readonly entry: ReportEntry;
  readonly patch: readonly JsonPatchOperation[];
}

/**
 * Edits the workloads of files in place: all of them, or none. What is no workload, or is skipped,
 * stays byte for byte.
 * @throws {IamraError} IAMRA903 for a text that can't be read, IAMRA311 for one that can't be edited
 */
export function editManifests(
  files: readonly ManifestFile[],
  namespace: string,
  judge: Judge,
): EditedManifests {
  const read = files.map(({ file, text }) => readFile(file, parseYamlStream(text, file)));
  const judgeWorkload = judge(read.flatMap(({ documents }) => documents.flat()));
  const judged = read.map(({ file, stream, documents }) => {
    const judgeOne = (object: PlacedObject): JudgedObject =>
      judgeObject(file, object, workloadOf(object, namespace), judgeWorkload);
    return { file, stream, documents: documents.map((objects) => objects.map(judgeOne)) };
  });
  const report = judged.flatMap(({ documents }) => documents.flat().map(({ entry }) => entry));
  if (report.some(({ outcome }) => outcome === 'refused')) return { kind: 'refused', report };
  const edited = judged.map(({ file, stream, documents }) => {
    const patches = documents.map((objects) => objects.flatMap(({ patch }) => patch));
    return { file, before: stream.text, text: patchYamlStream(stream, patches, file) };
  });
  return { kind: 'edited', files: edited, report };
}

interface ReadFile {
  readonly file: string;
  readonly stream: YamlStream;
  readonly documents: ReadonlyArray<readonly PlacedObject[]>;
}

function readFile(file: string, stream: YamlStream): ReadFile {
  return { file, stream, documents: stream.documents.map(({ value }) => listObjects(value)) };
}

function judgeObject(
  file: string,
  { object }: PlacedObject,
  workload: Workload | undefined,
  judgeWorkload: (workload: Workload) => WorkloadVerdict,
): JudgedObject {
  if (workload === undefined) return { entry: entryOfOther(file, object), patch: [] };
  const { outcome, reason = null, patch = [], notices } = judgeWorkload(workload);
  const { kind, namespace, name, path } = workload;
  return {
    entry: { file, kind, namespace, name, outcome, reason, notices },
    patch: patch.map((operation) => ({ ...operation, path: `${path}${operation.path}` })),
  };
}

function entryOfOther(file: string, object: PlacedObject['object']): ReportEntry {
  const { kind, namespace = null, name } = describeObject(object);
  const reason = kind === '' ? 'no_object' : 'makes_no_pods';
  const notices = noticeUnknownTemplate(object);
  return { file, kind, namespace, name, outcome: 'skipped', reason, notices };
}
