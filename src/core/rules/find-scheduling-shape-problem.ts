import {
  anyMap,
  findProblem,
  listOf,
  objectOf,
  optional,
  type ShapeCheck,
} from '../injection/pod/shape-check.ts';
import { affinityPlaces, required } from './compiled/rule-parts.ts';

const objects = optional(listOf(objectOf({})));

const nodeTerms = optional(
  objectOf({
    nodeSelectorTerms: optional(
      listOf(objectOf({ matchExpressions: objects, matchFields: objects })),
    ),
  }),
);

const containers = optional(listOf(objectOf({ volumeDevices: objects })));

const pod = objectOf({
  spec: objectOf({
    containers,
    initContainers: containers,
    securityContext: anyMap,
    tolerations: objects,
    imagePullSecrets: objects,
    affinity: optional(objectOf(affinityGroups())),
  }),
});

/** What keeps raw JSON that has the shape of a `Pod` from being read as one that rules can change. */
export function findSchedulingShapeProblem(raw: unknown): string | undefined {
  return findProblem(pod, raw);
}

function affinityGroups(): Record<string, ShapeCheck> {
  const groups = Object.groupBy(affinityPlaces, ({ group }) => group);
  const checks = Object.entries(groups).map(([group, places]) => {
    const lists = Object.fromEntries(places.map(({ list }) => [list, objects]));
    const isNode = group === 'nodeAffinity';
    return [group, optional(objectOf(isNode ? { ...lists, [required]: nodeTerms } : lists))];
  });
  return Object.fromEntries(checks) as Record<string, ShapeCheck>;
}
