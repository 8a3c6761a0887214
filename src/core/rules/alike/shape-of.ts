import { agentName } from '../../injection/contract.ts';
import type { Container } from '../../injection/pod/pod.ts';
import { affinityPlaces } from '../compiled/rule-parts.ts';
import type { SchedulablePod } from '../draft/pod-draft.ts';
import type { GivenByRules } from './given-by-rules.ts';

/**
 * Which maps and lists a pod has, as far as a patch by these rules depends on it: what is absent has to
 * be made, and what is there is added to.
 */
export function shapeOf({ metadata, spec }: SchedulablePod, given: GivenByRules): string {
  const parts = absences([
    metadata,
    metadata?.labels,
    metadata?.annotations,
    spec.volumes,
    spec.nodeSelector,
    spec.securityContext,
    spec.tolerations,
    spec.imagePullSecrets,
    spec.initContainers,
  ]);
  const inits = containerShapes(spec.initContainers ?? [], given);
  return `${parts} ${affinityShape(spec)} ${inits} ${containerShapes(spec.containers, given)}`;
}

function affinityShape({ affinity }: SchedulablePod['spec']): string {
  if (affinity == null) return '';
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  const lists = affinityPlaces.map(({ group, list }) => affinity[group]?.[list]);
  return `${absences([nodeAffinity, podAffinity, podAntiAffinity])}.${absences(lists)}`;
}

/** A character for each container, and more where rules choose among them. */
function containerShapes(containers: readonly Container[], given: GivenByRules): string {
  let shapes = '';
  for (const container of containers) {
    shapes += containerShape(container);
    for (const targets of given.targets) shapes += targets.has(container.name) ? '+' : '-';
  }
  return shapes;
}

function containerShape({ name, env, envFrom, volumeMounts }: Container): string {
  return name === agentName ? 'agent' : String(absences([env, envFrom, volumeMounts]));
}

/** A bit for each value that is absent. */
function absences(values: readonly unknown[]): number {
  let bits = 0;
  for (const value of values) bits = bits * 2 + (value == null ? 1 : 0);
  return bits;
}
