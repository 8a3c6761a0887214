import type { AnnotationSource } from './annotations/annotation-source.ts';
import { findOptIn } from './annotations/find-opt-in.ts';
import { readRequest } from './annotations/read-request.ts';
import { listContainers } from './containers/list-containers.ts';
import type { InjectionDecision, InjectionNotice, SkipReason } from './injection-decision.ts';
import type { InjectionInput } from './injection-input.ts';
import type { InjectionSettings } from './injection-settings.ts';
import { notice, quote } from './notice.ts';
import { planPatch } from './plan-patch.ts';
import { findShapeProblem } from './pod/find-shape-problem.ts';
import { annotationsOf, type Pod, serviceAccountNameOf } from './pod/pod.ts';
import { refusePod } from './pod/refuse-pod.ts';
import { refuseSessionName } from './pod/refuse-session-name.ts';

/** On pods that the kubelet runs by itself. */
export const mirrorAnnotation = 'kubernetes.io/config.mirror';
/** Where OpenShift's admission chooses the user of each pod. */
export const openShiftUserRange = 'openshift.io/sa.scc.uid-range';

/**
 * Decides what a pod gets: a patch, nothing, or a refusal. Every operation of the patch but the last
 * ones, which put the agent first, is addressed to the pod as it came.
 */
export function planInjection(
  input: InjectionInput,
  settings: InjectionSettings,
): InjectionDecision {
  const annotations = annotationsOf(input.pod);
  if (Object.hasOwn(annotations, mirrorAnnotation)) return skip('mirror_pod');
  const accountName = serviceAccountNameOf(input.pod);
  const optIn = findOptIn(
    annotations,
    input.serviceAccount?.annotations ?? {},
    {
      namespace: input.namespace,
      name: accountName,
    },
    settings.compatibility,
  );
  if (optIn.kind !== 'opted_in') return skip(optIn.kind);
  if (settings.excludedNamespaces.includes(input.namespace)) return skipNamespace(input.namespace);
  const problem = findShapeProblem(input.pod);
  if (problem !== undefined) return { kind: 'refuse', problems: [notice('IAMRA310', problem)] };
  return planOptedIn(input.pod as Pod, input, optIn.sources, settings);
}

function planOptedIn(
  pod: Pod,
  input: InjectionInput,
  sources: readonly AnnotationSource[],
  settings: InjectionSettings,
): InjectionDecision {
  const containers = listContainers(pod.spec);
  const problems = refusePod(pod.spec, containers, settings);
  const read = readRequest(sources, settings.defaults, serviceAccountNameOf(pod));
  if (read.kind === 'problems') {
    return { kind: 'refuse', problems: [...read.problems, ...problems] };
  }
  const plan = planPatch({
    pod,
    containers,
    request: read.request,
    settings,
    platformChoosesUser: input.namespaceAnnotations?.[openShiftUserRange] !== undefined,
  });
  problems.push(...refuseSessionName(pod, read.request), ...plan.problems);
  if (problems.length > 0) return { kind: 'refuse', problems };
  const warnings = [...read.warnings, ...plan.warnings];
  if (plan.patch.length === 0) return skip('already_injected', warnings);
  return { kind: 'inject', patch: plan.patch, warnings };
}

function skip(reason: SkipReason, warnings: readonly InjectionNotice[] = []): InjectionDecision {
  return { kind: 'skip', reason, warnings };
}

function skipNamespace(namespace: string): InjectionDecision {
  const message = `the pod asks for AWS credentials, but namespace ${quote(namespace)} is excluded from injection`;
  return skip('excluded_namespace', [notice('IAMRA327', message)]);
}
