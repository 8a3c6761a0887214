import * as kubernetes from '@kubernetes/client-node';

/** The parts of a pod that an injection rule may have. */
const roots = [
  'Affinity',
  'Container',
  'EnvFromSource',
  'EnvVar',
  'LabelSelector',
  'LocalObjectReference',
  'PodSecurityContext',
  'Toleration',
  'Volume',
  'VolumeMount',
];

/** The client's types call a quantity a string; the API takes numbers for it too. */
const quantities = new Set([
  'EmptyDirVolumeSource.sizeLimit',
  'ResourceFieldSelector.divisor',
  'ResourceRequirements.limits',
  'ResourceRequirements.requests',
  'VolumeResourceRequirements.limits',
  'VolumeResourceRequirements.requests',
]);

/** Where the API server takes less than the type has; field-types.ts has these types. */
const narrowed = new Map([
  ['NodeSelectorTerm.matchFields', '[]NodeFieldRequirement'],
  ['PersistentVolumeClaimTemplate.metadata', 'TemplateMetadata'],
]);

interface Attribute {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

interface Model {
  getAttributeTypeMap(): Attribute[];
}

/**
 * src/core/rules/validate/pod-fields.json: the fields that Kubernetes knows in each of these types,
 * as `name:type`; `[]` is a list and `{}` a map of what follows.
 */
export function renderPodFields(): string {
  const table = new Map<string, string>();
  const waiting = [...roots];
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (table.has(type)) continue;
    const fields = attributesOf(type).map(
      (attribute) => [attribute.baseName, typeName(type, attribute)] as const,
    );
    table.set(type, fields.map((field) => field.join(':')).join(' '));
    waiting.push(...fields.map(([, name]) => name.replace(/^(\[\]|\{\})/, '')).filter(isModel));
  }
  const sorted = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

function typeName(owner: string, { baseName, type, format }: Attribute): string {
  const narrow = narrowed.get(`${owner}.${baseName}`);
  if (narrow !== undefined) return narrow;
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return `[]${scalarOrModel(list, format)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  const isQuantity = quantities.has(`${owner}.${baseName}`);
  if (map !== undefined) return `{}${isQuantity ? 'quantity' : scalarOrModel(map, format)}`;
  return isQuantity ? 'quantity' : scalarOrModel(type, format);
}

function scalarOrModel(type: string, format: string): string {
  if (type === 'number') return format === 'int32' ? 'int32' : 'int64';
  if (type === 'IntOrString') return 'intOrString';
  if (type === 'Date') return 'string';
  if (type === 'any') return 'any';
  return type.replace(/^(Core)?V\d+/, '');
}

function attributesOf(type: string): Attribute[] {
  return findModel(type)?.getAttributeTypeMap() ?? [];
}

function isModel(type: string): boolean {
  return findModel(type) !== undefined;
}

function findModel(type: string): Model | undefined {
  const models = kubernetes as unknown as Readonly<Record<string, Model | undefined>>;
  return models[`V1${type}`] ?? models[`CoreV1${type}`];
}
