import { formatTarget, type Target } from '../target.ts';
import type { Workload } from '../workload.ts';

/**
 * What makes new pods of a workload whose rollout nobody need await; undefined where Kubernetes
 * replaces the pods by itself.
 */
export function nextPods(target: Target, workload: Workload): string | undefined {
  return sentences[target.type.kind](target, workload);
}

type Sentence = (target: Target, workload: Workload) => string | undefined;

const onDelete: Sentence = (_, { metadata, spec }) => {
  if (spec?.updateStrategy?.type !== 'OnDelete') return undefined;
  const command = `kubectl delete pod${inNamespace(metadata)}${selector(spec.selector?.matchLabels)}`;
  return `Its strategy is OnDelete: pods follow it once you delete the old ones: ${command}`;
};

const sentences: Readonly<Record<Target['type']['kind'], Sentence>> = {
  Deployment: (target, { metadata, spec }) => {
    if (spec?.paused !== true) return undefined;
    const command = `kubectl rollout resume ${formatTarget(target)}${inNamespace(metadata)}`;
    return `The Deployment is paused. Roll it out: ${command}`;
  },
  StatefulSet: onDelete,
  DaemonSet: onDelete,
  CronJob: ({ name }, { metadata }) => {
    const command = `kubectl create job --from=cronjob/${name} ${name}-now${inNamespace(metadata)}`;
    return `The next run follows it. Now: ${command}`;
  },
  Job: ({ name }, { metadata }) => {
    const patch = `--type merge -p '{"spec":{"suspend":false}}'`;
    return `The Job is suspended. Start it: kubectl patch job ${name}${inNamespace(metadata)} ${patch}`;
  },
  ServiceAccount: () => 'Pods that are made from now on follow it.',
};

function inNamespace({ namespace = 'default' }: Workload['metadata']): string {
  return ` -n ${namespace}`;
}

function selector(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '' : ` -l ${pairs.join(',')}`;
}
