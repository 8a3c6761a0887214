import { stringify } from 'yaml';
import type { ClusterObject } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { findAgent } from '../../core/injection/agent/find-agent.ts';
import type { PodSpec } from '../../core/injection/pod/pod.ts';
import { lineDiff } from '../../core/line-diff.ts';
import type { Kube } from '../../kube/kube.ts';
import { statusCode } from '../../kube/kube-error.ts';

/** What the API server, with all webhooks and policies, makes of a pod. */
export type TriedPod =
  | { readonly kind: 'injected' | 'left_alone'; readonly diff: string }
  | { readonly kind: 'refused'; readonly message: string }
  /** The user may not create pods in the namespace. */
  | { readonly kind: 'not_tried' };

interface Pod extends ClusterObject {
  readonly spec: PodSpec;
}

/** Says what is made of a pod. */
export type TryPod = (pod: ClusterObject) => Promise<TriedPod>;

/** Has the API server admit pods without storing them. */
export function podTrial(kube: Kube): TryPod {
  const rights = new Map<string, Promise<boolean>>();
  return async (pod) => {
    const { namespace = '' } = pod.metadata;
    const right =
      rights.get(namespace) ?? kube.may({ verb: 'create', resource: 'pods', namespace });
    rights.set(namespace, right);
    if (!(await right)) return { kind: 'not_tried' };
    try {
      const admitted = await kube.create<ClusterObject>(pod, { dryRun: true });
      return judge(pod, plain(admitted) as Pod);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { kind: 'refused', message: error.message };
    }
  };
}

function judge(pod: ClusterObject, admitted: Pod): TriedPod {
  const kind = findAgent(admitted.spec) === undefined ? 'left_alone' : 'injected';
  const diff = lineDiff(textOf(plain(pod) as Pod), textOf(admitted));
  return { kind, diff };
}

/** What a pod says of itself, without what the API server counts. */
function textOf({ metadata, spec }: Pod): string {
  const { labels, annotations } = metadata;
  return stringify({ metadata: { labels, annotations }, spec }, { sortMapEntries: byName });
}

/** Alphabetical, but names first: by those the items of lists are told apart. */
function byName(one: { readonly key: unknown }, other: { readonly key: unknown }): number {
  const [first, second] = [one, other].map(({ key }) => (isName(key) ? '' : String(key)));
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

function isName(key: unknown): boolean {
  return String(key) === 'name';
}

// What a client's classes made of an object is plain JSON again.
function plain(object: object): unknown {
  return JSON.parse(JSON.stringify(object));
}

function isRefusal(error: unknown): error is IamraError {
  if (!IamraError.is(error)) return false;
  const code = statusCode(error.cause) ?? 0;
  // 500 is a webhook that does not answer, and has to.
  return code >= 400 && code !== 401 && code !== 429;
}
