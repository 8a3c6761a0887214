import { type PodPreview, previewPod } from '../../core/annotate/preview-pod.ts';
import { formatTarget } from '../../core/annotate/target.ts';
import { annotatedPart, type Workload } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { ServiceAccountName } from '../../core/identity/service-account.ts';
import type { InjectionNotice } from '../../core/injection/injection-decision.ts';
import type { InjectionSettings } from '../../core/injection/injection-settings.ts';
import { annotationsOf } from '../../core/injection/pod/pod.ts';
import type { WorkloadPreview } from './edit-result.ts';
import type { AccountUser } from './find-users.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';
import { unlessForbidden } from './unless-forbidden.ts';

/** What the webhook would make of pods, and what it would say. */
export interface PreviewedEdit {
  readonly previews: readonly WorkloadPreview[];
  readonly notices: readonly InjectionNotice[];
}

/**
 * Does the webhook's work on the pods of a changed workload.
 * @throws {IamraError} the webhook's own code where it would refuse them, IAMRA181 where it would leave them alone
 */
export async function previewWorkload(
  found: FoundTarget,
  changed: Workload,
  account: ServiceAccountName,
  settings: InjectionSettings,
): Promise<PreviewedEdit> {
  const { kube, target, reference } = found;
  const serviceAccount = await unlessForbidden(
    () => kube.get({ apiVersion: 'v1', kind: 'ServiceAccount', ...account }),
    undefined,
  );
  const input = {
    pod: annotatedPart(changed, target.type),
    namespace: reference.namespace,
    serviceAccount: { annotations: serviceAccount?.metadata.annotations },
    namespaceAnnotations: await annotationsOfNamespace(found),
  };
  const preview = previewPod(input, settings);
  refuseUncovered(found, preview);
  return {
    previews: [{ workload: formatTarget(target), outcome: preview.kind, diff: diffOf(preview) }],
    notices: preview.notices,
  };
}

function refuseUncovered(found: FoundTarget, { kind, notices }: PodPreview): void {
  if (kind === 'injected') return;
  const [first] = notices;
  const why = notices.map(({ message }) => message).join('; ');
  const pods = `the pods of ${describeTarget(found)}`;
  const fix = first === undefined ? {} : { fix: first.fix };
  if (kind === 'left_alone') {
    throw new IamraError('IAMRA181', `The webhook would leave ${pods} alone: ${why}.`, fix);
  }
  throw new IamraError(first?.code ?? 'IAMRA181', `The webhook would refuse ${pods}: ${why}.`, fix);
}

/** Does the webhook's work on the pods of each workload that has a changed ServiceAccount. */
export async function previewUsers(
  found: FoundTarget,
  changed: Workload,
  users: readonly AccountUser[],
  settings: InjectionSettings,
): Promise<PreviewedEdit> {
  const { namespace } = found.reference;
  const namespaceAnnotations = await annotationsOfNamespace(found);
  const annotations = annotationsOf(changed);
  const previewed = users.map(({ target, template }) => {
    const input = {
      pod: template,
      namespace,
      serviceAccount: { annotations },
      namespaceAnnotations,
    };
    return { workload: formatTarget(target), preview: previewPod(input, settings) };
  });
  return {
    previews: previewed.map(({ workload, preview }) => ({
      workload,
      outcome: preview.kind,
      diff: diffOf(preview),
    })),
    notices: previewed.flatMap(({ workload, preview }) =>
      preview.notices.map(({ code, message, fix }) => {
        const verdict = preview.kind === 'refused' ? ' would be refused' : '';
        return { code, message: `the pods of ${workload}${verdict}: ${message}`, fix };
      }),
    ),
  };
}

async function annotationsOfNamespace({
  kube,
  reference,
}: FoundTarget): Promise<Readonly<Record<string, string>>> {
  const reading = { apiVersion: 'v1', kind: 'Namespace', name: reference.namespace };
  const namespace = await unlessForbidden(() => kube.get(reading), undefined);
  return namespace?.metadata.annotations ?? {};
}

function diffOf(preview: PodPreview): string | null {
  return preview.kind === 'injected' && preview.diff !== '' ? preview.diff : null;
}
