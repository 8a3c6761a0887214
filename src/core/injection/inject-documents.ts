import { type JsonPatchOperation } from '../json-patch/operation.ts';
import { patchYamlStream } from '../yaml-patch/patch-yaml-stream.ts';
import { parseYamlStream } from '../yaml-patch/yaml-stream.ts';
import type { InjectionDecision, InjectionNotice, SkipReason } from './injection-decision.ts';
import type { InjectionSettings } from './injection-settings.ts';
import { listObjects, type Workload, workloadOf } from './manifests/find-workloads.ts';
import { readStreamAnnotations, type StreamAnnotations } from './manifests/stream-annotations.ts';
import { planInjection } from './plan-injection.ts';

export interface Manifests {
  /** YAML documents, or JSON. */
  readonly text: string;
  /** What messages call the text. */
  readonly fileName: string;
  /** Of objects that name none. */
  readonly namespace: string;
}

/** All that the webhook would admit, or the reasons for which it would not. */
export type InjectedManifests =
  | { readonly kind: 'injected'; readonly text: string; readonly report: readonly ReportEntry[] }
  | { readonly kind: 'refused'; readonly report: readonly ReportEntry[] };

/** What became of one workload. */
export interface ReportEntry {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly outcome: 'injected' | 'skipped' | 'refused';
  /** Of a workload that was skipped. */
  readonly reason: SkipReason | undefined;
  readonly notices: readonly InjectionNotice[];
}

interface Planned {
  readonly workload: Workload;
  readonly decision: InjectionDecision;
}

/**
 * Does the webhook's work on manifests. ServiceAccounts and Namespaces among them count as those of
 * the cluster. What is no workload, or is skipped, stays byte for byte.
 * @throws {IamraError} IAMRA903 for a text that can't be read, IAMRA311 for one that can't be edited
 */
export function injectDocuments(
  { text, fileName, namespace }: Manifests,
  settings: InjectionSettings,
): InjectedManifests {
  const stream = parseYamlStream(text, fileName);
  const objects = stream.documents.map(({ value }) => listObjects(value));
  const known = readStreamAnnotations(objects.flat(), namespace);
  const planned = objects.map((placed) =>
    placed
      .map((object) => workloadOf(object, namespace))
      .filter((workload) => workload !== undefined)
      .map((workload) => ({ workload, decision: plan(workload, known, settings) })),
  );
  const report = planned.flat().map(entryOf);
  if (report.some(({ outcome }) => outcome === 'refused')) return { kind: 'refused', report };
  const patches = planned.map((workloads) => workloads.flatMap(patchOf));
  return { kind: 'injected', text: patchYamlStream(stream, patches), report };
}

function plan(
  { pod, namespace }: Workload,
  known: StreamAnnotations,
  settings: InjectionSettings,
): InjectionDecision {
  return planInjection(
    {
      pod,
      namespace,
      serviceAccount: { annotations: known.serviceAccount(namespace, pod) },
      namespaceAnnotations: known.namespace(namespace),
    },
    settings,
  );
}

function entryOf({ workload: { kind, namespace, name }, decision }: Planned): ReportEntry {
  const place = { kind, namespace, name };
  switch (decision.kind) {
    case 'inject':
      return { ...place, outcome: 'injected', reason: undefined, notices: decision.warnings };
    case 'skip':
      return {
        ...place,
        outcome: 'skipped',
        reason: decision.reason,
        notices: decision.warnings,
      };
    case 'refuse':
      return { ...place, outcome: 'refused', reason: undefined, notices: decision.problems };
  }
}

function patchOf({ workload, decision }: Planned): JsonPatchOperation[] {
  if (decision.kind !== 'inject') return [];
  return decision.patch.map((operation) => ({
    ...operation,
    path: `${workload.path}${operation.path}`,
  }));
}
