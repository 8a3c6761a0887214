import {
  anyList,
  anyMap,
  findProblem,
  listOf,
  mapOfText,
  objectOf,
  optional,
  text,
} from './shape-check.ts';

const resources = optional(objectOf({ requests: anyMap, limits: anyMap }));

const containers = listOf(
  objectOf({
    name: text,
    env: optional(listOf(objectOf({ name: text }))),
    envFrom: anyList,
    volumeMounts: optional(listOf(objectOf({ name: text, mountPath: text }))),
    ports: optional(listOf(objectOf({}))),
    resources,
  }),
);

const pod = objectOf({
  metadata: optional(objectOf({ annotations: optional(mapOfText), labels: anyMap })),
  spec: objectOf({
    containers,
    initContainers: optional(containers),
    volumes: optional(listOf(objectOf({ name: text }))),
    os: anyMap,
    nodeSelector: anyMap,
    resources,
  }),
});

/**
 * What keeps raw JSON from being read as a `Pod`, by the path of the field; undefined where nothing
 * does. The API server validates a pod only after the webhooks, so anything may come.
 */
export function findShapeProblem(raw: unknown): string | undefined {
  return findProblem(pod, raw);
}
