import { podOfTemplate } from '../../core/annotate/pod-of-template.ts';
import { type PodPreview, previewPod } from '../../core/annotate/preview-pod.ts';
import { formatTarget } from '../../core/annotate/target.ts';
import { annotatedPart, type Workload } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { ServiceAccountName } from '../../core/identity/service-account.ts';
import type { InjectionNotice } from '../../core/injection/injection-decision.ts';
import type { InjectionSettings } from '../../core/injection/injection-settings.ts';
import { notice } from '../../core/injection/notice.ts';
import { annotationsOf } from '../../core/injection/pod/pod.ts';
import type { WorkloadPreview } from './edit-result.ts';
import type { AccountUser } from './find-users.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';
import { type TriedPod, type TryPod } from './try-pod.ts';
import { unlessForbidden } from './unless-forbidden.ts';

/** What would become of pods, and what would be said. */
export interface PreviewedEdit {
  readonly previews: readonly WorkloadPreview[];
  readonly notices: readonly InjectionNotice[];
}

/** Who says what becomes of pods: the installation's settings, and the API server where it is asked. */
export interface Previewer {
  readonly settings: InjectionSettings;
  readonly tryPod: TryPod | undefined;
}

/**
 * Does the webhook's work on the pods of a changed workload, or has the API server do it.
 * @throws {IamraError} the webhook's own code where it would refuse them, IAMRA181 where it would leave
 * them alone, IAMRA155 where the API server refuses them
 */
export async function previewWorkload(
  found: FoundTarget,
  changed: Workload,
  account: ServiceAccountName,
  { settings, tryPod }: Previewer,
): Promise<PreviewedEdit> {
  const { kube, target, reference } = found;
  const serviceAccount = await unlessForbidden(
    () => kube.get({ apiVersion: 'v1', kind: 'ServiceAccount', ...account }),
    undefined,
  );
  const template = annotatedPart(changed, target.type);
  const input = {
    pod: template,
    namespace: reference.namespace,
    serviceAccount: { annotations: serviceAccount?.metadata.annotations },
    namespaceAnnotations: await annotationsOfNamespace(found),
  };
  const preview = previewPod(input, settings);
  const workload = formatTarget(target);
  const tried = await tryPod?.(podOfTemplate(changed, template));
  if (tried === undefined || tried.kind === 'not_tried') {
    refuseUncovered(found, preview);
    const notices = [...preview.notices, ...(tried === undefined ? [] : [notTried(found)])];
    return { previews: [previewOf(workload, preview)], notices };
  }
  if (tried.kind === 'refused') throw refusedPods(found, tried.message);
  if (tried.kind === 'left_alone') refuseUncovered(found, { ...preview, kind: 'left_alone' });
  return { previews: [triedOf(workload, tried)], notices: preview.notices };
}

function refuseUncovered(
  found: FoundTarget,
  { kind, notices }: Pick<PodPreview, 'kind' | 'notices'>,
): void {
  if (kind === 'injected') return;
  const [first] = notices;
  const why = notices.map(({ message }) => message).join('; ');
  const pods = `the pods of ${describeTarget(found)}`;
  const fix = first === undefined ? {} : { fix: first.fix };
  if (kind === 'left_alone') {
    const because = why === '' ? '' : `: ${why}`;
    throw new IamraError('IAMRA181', `The webhook would leave ${pods} alone${because}.`, fix);
  }
  throw new IamraError(first?.code ?? 'IAMRA181', `The webhook would refuse ${pods}: ${why}.`, fix);
}

function refusedPods(found: FoundTarget, message: string): IamraError {
  const pods = `the pods of ${describeTarget(found)}`;
  return new IamraError('IAMRA155', `The API server would refuse ${pods}: ${message}`);
}

function notTried({ reference }: FoundTarget): InjectionNotice {
  const message = `You may not create pods in namespace ${reference.namespace}: iamra shows what its webhook would make of them.`;
  return notice('IAMRA156', message);
}

/** The same for the pods of each workload that has a changed ServiceAccount. */
export async function previewUsers(
  found: FoundTarget,
  changed: Workload,
  users: readonly AccountUser[],
  previewer: Previewer,
): Promise<PreviewedEdit> {
  const { namespace } = found.reference;
  const namespaceAnnotations = await annotationsOfNamespace(found);
  const annotations = annotationsOf(changed);
  const previews: WorkloadPreview[] = [];
  const notices: InjectionNotice[] = [];
  for (const { target, object, template } of users) {
    const workload = formatTarget(target);
    const serviceAccount = { annotations };
    const input = { pod: template, namespace, serviceAccount, namespaceAnnotations };
    const preview = previewPod(input, previewer.settings);
    const tried = await previewer.tryPod?.(podOfTemplate(object, template, annotations));
    const isTried = tried !== undefined && tried.kind !== 'not_tried';
    const shown = isTried ? triedOf(workload, tried) : previewOf(workload, preview);
    previews.push(shown);
    const said = tried?.kind === 'refused' ? [notice('IAMRA155', tried.message)] : preview.notices;
    notices.push(...said.map((one) => noticeOf(shown, one)));
  }
  return { previews, notices };
}

function noticeOf(
  { workload, outcome }: WorkloadPreview,
  { code, message, fix }: InjectionNotice,
): InjectionNotice {
  const verdict = outcome === 'refused' ? ' would be refused' : '';
  return { code, message: `the pods of ${workload}${verdict}: ${message}`, fix };
}

async function annotationsOfNamespace({
  kube,
  reference,
}: FoundTarget): Promise<Readonly<Record<string, string>>> {
  const reading = { apiVersion: 'v1', kind: 'Namespace', name: reference.namespace };
  const namespace = await unlessForbidden(() => kube.get(reading), undefined);
  return namespace?.metadata.annotations ?? {};
}

function previewOf(workload: string, preview: PodPreview): WorkloadPreview {
  const diff = preview.kind === 'injected' && preview.diff !== '' ? preview.diff : null;
  return { workload, by: 'iamra', outcome: preview.kind, diff };
}

function triedOf(
  workload: string,
  tried: Exclude<TriedPod, { kind: 'not_tried' }>,
): WorkloadPreview {
  const diff = tried.kind === 'refused' || tried.diff === '' ? null : tried.diff;
  return { workload, by: 'api_server', outcome: tried.kind, diff };
}
