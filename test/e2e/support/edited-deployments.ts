import type { UserMachine } from './installation.ts';

const roleKey = 'iamra.dev/role-arn';

export interface ReadObject {
  readonly metadata: {
    readonly generation: number;
    readonly annotations?: object;
    readonly labels?: object;
    readonly managedFields: ReadonlyArray<{ manager: string; operation: string; fieldsV1: object }>;
  };
  readonly spec: { readonly template: { readonly metadata: { readonly annotations?: object } } };
}

/** Deployments of a namespace, as several field managers write them. */
export interface EditedDeployments {
  readonly create: (object: object) => Promise<void>;
  /** Server-side apply. */
  readonly applyAs: (manager: string, object: object) => Promise<void>;
  /** Merge patch of a pod template. */
  readonly patchAs: (manager: string, name: string, annotations: object) => Promise<void>;
  readonly read: (type: string, name: string) => Promise<ReadObject>;
  readonly templateAnnotations: (name: string) => Promise<object>;
  readonly generation: (name: string) => Promise<number>;
  /** Who has the role's ARN: `MANAGER OPERATION`. */
  readonly ownersOfRole: (name: string) => Promise<string[]>;
}

export function editedDeployments(
  { kubectl }: Pick<UserMachine, 'kubectl'>,
  namespace: string,
): EditedDeployments {
  const read = async (type: string, name: string): Promise<ReadObject> => {
    const words = ['get', type, name, `-n=${namespace}`, '--output=json', '--show-managed-fields'];
    return JSON.parse(await kubectl(words)) as ReadObject;
  };
  return {
    read,
    create: async (object) => {
      await kubectl(['create', '--filename=-'], JSON.stringify(object));
    },
    applyAs: async (manager, object) => {
      const words = ['apply', '--server-side', `--field-manager=${manager}`, '--filename=-'];
      await kubectl(words, JSON.stringify(object));
    },
    patchAs: async (manager, name, annotations) => {
      const patch = JSON.stringify({ spec: { template: { metadata: { annotations } } } });
      const words = ['patch', 'deployment', name, `-n=${namespace}`, '--type=merge'];
      await kubectl([...words, `--patch=${patch}`, `--field-manager=${manager}`]);
    },
    templateAnnotations: async (name) =>
      (await read('deployment', name)).spec.template.metadata.annotations ?? {},
    generation: async (name) => (await read('deployment', name)).metadata.generation,
    ownersOfRole: async (name) => {
      const { metadata } = await read('deployment', name);
      return metadata.managedFields
        .filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes(`f:${roleKey}`))
        .map(({ manager, operation }) => `${manager} ${operation}`);
    },
  };
}

/** An object as somebody would write it who restores it. */
export function recreated(text: string): object {
  const { metadata, ...rest } = JSON.parse(text) as { readonly metadata: Record<string, unknown> };
  const { name, labels, annotations } = metadata;
  return { ...rest, metadata: { name, labels, annotations } };
}
