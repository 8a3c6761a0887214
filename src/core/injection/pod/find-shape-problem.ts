/** Gives the rest of a sentence that begins with the field's path; undefined where all is well. */
type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === 'string' ? undefined : ' must be a string');

const anyMap: Check = (value) => (value == null || isObject(value) ? undefined : ' must be a map');

const anyList: Check = (value) =>
  value == null || Array.isArray(value) ? undefined : ' must be a list';

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
  const problem = pod(raw);
  if (problem === undefined) return undefined;
  return problem.startsWith('.') ? problem.slice(1) : `the object${problem}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optional(check: Check): Check {
  return (value) => (value == null ? undefined : check(value));
}

function objectOf(members: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(members);
  return (value) => {
    if (!isObject(value)) return ' must be a map';
    for (const [key, check] of checks) {
      const problem = check(value[key]);
      if (problem !== undefined) return `.${key}${problem}`;
    }
    return undefined;
  };
}

function listOf(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return ' must be a list';
    for (let index = 0; index < value.length; index++) {
      const problem = check(value[index]);
      if (problem !== undefined) return `[${index}]${problem}`;
    }
    return undefined;
  };
}

function mapOfText(value: unknown): string | undefined {
  if (!isObject(value)) return ' must be a map';
  for (const key of Object.keys(value)) {
    if (typeof value[key] !== 'string') {
      return `[${key.slice(0, 80)}] must be a string (put it in quotes)`;
    }
  }
  return undefined;
}
