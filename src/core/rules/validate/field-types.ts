import podFields from './pod-fields.json' with { type: 'json' };

/** What a field holds: one value, a list or a map of values, each of a type. */
export interface FieldType {
  readonly holds: 'one' | 'list' | 'map';
  /** A type with fields, or a scalar: `string`, `boolean`, `int32`, `int64`, `quantity`, `intOrString`, `any`. */
  readonly of: string;
}

/** The spec of a rule, and types narrower than those of Kubernetes, in the words of pod-fields.json. */
const ownFields = {
  RuleSpec:
    'order:int32 onConflict:string namespaceSelector:LabelSelector labelSelector:LabelSelector ' +
    'targetContainers:[]string containers:[]Container initContainers:[]Container ' +
    'volumes:[]Volume volumeMounts:[]VolumeMount env:[]EnvVar envFrom:[]EnvFromSource ' +
    'labels:{}string annotations:{}string tolerations:[]Toleration affinity:Affinity ' +
    'nodeSelector:{}string imagePullSecrets:[]LocalObjectReference ' +
    'securityContext:PodSecurityContext',
  NodeFieldRequirement: 'key:string operator:string values:[]string',
  TemplateMetadata: 'labels:{}string annotations:{}string',
};

const fieldsOfTypes = new Map(
  Object.entries({ ...podFields, ...ownFields }).map(([type, fields]) => [type, parse(fields)]),
);

/** The fields of a type; undefined for a scalar. */
export function fieldsOf(type: string): ReadonlyMap<string, FieldType> | undefined {
  return fieldsOfTypes.get(type);
}

function parse(fields: string): Map<string, FieldType> {
  return new Map(
    fields.split(' ').map((field) => {
      const [name = '', type = ''] = field.split(':');
      return [name, parseType(type)];
    }),
  );
}

function parseType(type: string): FieldType {
  if (type.startsWith('[]')) return { holds: 'list', of: type.slice(2) };
  if (type.startsWith('{}')) return { holds: 'map', of: type.slice(2) };
  return { holds: 'one', of: type };
}
