import type { PodContainer } from './demo-input.ts';

/** What the kubelet would know when it starts the container. */
export interface Node {
  /** Folder of each volume, by the volume's name. */
  readonly volumes: Readonly<Record<string, string>>;
  /** Values of the downward API, by field path. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The environment that the kubelet would give to a container, nothing added; mount paths lead to the
 * folders that stand for the volumes.
 */
export function containerEnvironment(container: PodContainer, node: Node): Record<string, string> {
  const mounts = (container.volumeMounts ?? []).flatMap(({ name, mountPath }) => {
    const folder = node.volumes[name];
    return folder === undefined ? [] : [{ mountPath, folder }];
  });
  return Object.fromEntries(
    (container.env ?? []).map((variable) => [
      variable.name,
      mounts.reduce(
        (value, { mountPath, folder }) => relocate(value, mountPath, folder),
        valueOf(variable, node),
      ),
    ]),
  );
}

function valueOf(variable: NonNullable<PodContainer['env']>[number], node: Node): string {
  const fieldPath = variable.valueFrom?.fieldRef?.fieldPath;
  if (fieldPath === undefined) return variable.value ?? '';
  return node.fields[fieldPath] ?? '';
}

function relocate(value: string, mountPath: string, folder: string): string {
  if (value === mountPath) return folder;
  return value.startsWith(`${mountPath}/`) ? `${folder}${value.slice(mountPath.length)}` : value;
}
