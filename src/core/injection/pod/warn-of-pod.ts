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
  return selection.names
    .filter((name) => !containers.some(({ container }) => container.name === name))
    .map((name) =>
      notice('IAMRA326', `${selection.key} names ${quote(name)}, which the pod does not have`),
    );
}
