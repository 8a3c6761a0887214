import { planRemoval, type RemovalDecision } from '../removal/plan-removal.ts';
import { editManifests, type WorkloadVerdict } from './edit-manifests.ts';
import type { EditedManifests, ManifestFile } from './edited-manifests.ts';

/**
 * Takes injections out of manifests again; the annotations that ask for credentials stay.
 * @throws {IamraError} IAMRA903 for a text that can't be read, IAMRA311 for one that can't be edited
 */
export function uninjectManifests(
  files: readonly ManifestFile[],
  namespace: string,
): EditedManifests {
  return editManifests(
    files,
    namespace,
    () =>
      ({ pod }) =>
        verdictOf(planRemoval(pod)),
  );
}

function verdictOf(decision: RemovalDecision): WorkloadVerdict {
  switch (decision.kind) {
    case 'remove':
      return { outcome: 'uninjected', patch: decision.patch, notices: decision.warnings };
    case 'skip':
      return { outcome: 'skipped', reason: decision.reason, notices: [] };
    case 'refuse':
      return { outcome: 'refused', notices: decision.problems };
  }
}
