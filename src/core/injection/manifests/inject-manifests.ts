import type { InjectionDecision } from '../injection-decision.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import { planInjection } from '../plan-injection.ts';
import { editManifests, type WorkloadVerdict } from './edit-manifests.ts';
import type { EditedManifests, ManifestFile } from './edited-manifests.ts';
import type { Workload } from './find-workloads.ts';
import { noticeMisplaced } from './misplaced-annotations.ts';
import { readStreamAnnotations, type StreamAnnotations } from './stream-annotations.ts';

/**
 * Does the webhook's work on manifests. ServiceAccounts and Namespaces among them count as those of
 * the cluster; objects that name no namespace are in the given one.
 * @throws {IamraError} IAMRA903 for a text that can't be read, IAMRA311 for one that can't be edited
 */
export function injectManifests(
  files: readonly ManifestFile[],
  namespace: string,
  settings: InjectionSettings,
): EditedManifests {
  return editManifests(files, namespace, (objects) => {
    const known = readStreamAnnotations(objects, namespace);
    return (workload) => verdictOf(workload, plan(workload, known, settings));
  });
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

function verdictOf(workload: Workload, decision: InjectionDecision): WorkloadVerdict {
  switch (decision.kind) {
    case 'inject':
      return { outcome: 'injected', patch: decision.patch, notices: decision.warnings };
    case 'skip': {
      const { reason, warnings } = decision;
      const misplaced = reason === 'not_opted_in' ? noticeMisplaced(workload) : [];
      return { outcome: 'skipped', reason, notices: [...warnings, ...misplaced] };
    }
    case 'refuse':
      return { outcome: 'refused', notices: decision.problems };
  }
}
