import type { NamedPart, RuleSpec } from '../rule.ts';
import type { FieldPath } from './field-path.ts';

/** A container of a rule, and where it is in the spec. */
export interface PlacedContainer {
  readonly container: ContainerPart;
  readonly isInit: boolean;
  readonly path: FieldPath;
}

/** What the checks read of a container. */
export interface ContainerPart extends NamedPart {
  readonly restartPolicy?: string;
  readonly env?: readonly NamedPart[];
  readonly ports?: readonly PortPart[];
  readonly volumeMounts?: readonly MountPart[];
  readonly volumeDevices?: ReadonlyArray<NamedPart & { readonly devicePath?: string }>;
  readonly securityContext?: { readonly privileged?: boolean };
}

export interface PortPart {
  readonly name?: string;
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly hostIP?: string;
  readonly protocol?: string;
}

export interface MountPart extends NamedPart {
  readonly mountPath?: string;
  readonly mountPropagation?: string;
}

/** All containers of a rule, init containers first, as they start. */
export function placedContainers(spec: RuleSpec): PlacedContainer[] {
  return (['initContainers', 'containers'] as const).flatMap((part) =>
    ((spec[part] ?? []) as readonly ContainerPart[]).map((container, index) => ({
      container,
      isInit: part === 'initContainers',
      path: [part, index],
    })),
  );
}

/** Whether `volumeMounts`, `env` and `envFrom` of a rule go into one of its own containers. */
export function isTarget({ targetContainers }: RuleSpec, { name }: NamedPart): boolean {
  return targetContainers === undefined || targetContainers.includes(name);
}
