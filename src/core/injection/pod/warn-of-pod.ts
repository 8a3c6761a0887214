import { annotationKey } from '../annotation-keys.ts';
import type { SelectedContainers } from '../annotations/injection-request.ts';
import type { PlacedContainer } from '../containers/list-containers.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import type { PodSpec } from './pod.ts';

/** What concerns the pod as a whole. */
export function warnOfPod(
  spec: PodSpec,
  containers: readonly PlacedContainer[],
  selection: SelectedContainers,
): InjectionNotice[] {
  const warnings = unknownContainers(containers, selection);
  if (spec.shareProcessNamespace === true) {
    warnings.push(
      notice(
        'IAMRA325',
        "the pod has shareProcessNamespace: its containers can read the agent's key and credentials",
      ),
    );
  }
  return warnings;
}

function unknownContainers(
  containers: readonly PlacedContainer[],
  selection: SelectedContainers,
): InjectionNotice[] {
  if (selection.kind === 'all') return [];
  const key =
    selection.kind === 'include' ? annotationKey.includeContainers : annotationKey.skipContainers;
  return selection.names
    .filter((name) => !containers.some(({ container }) => container.name === name))
    .map((name) => notice('IAMRA326', `${key} names ${quote(name)}, which the pod does not have`));
}
