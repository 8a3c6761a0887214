import { withoutTrailingSlashes } from '../../without-trailing-slashes.ts';
import { everyAddress } from '../apply/host-ports.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { NamedPart, RuleSpec } from '../rule.ts';
import type { FieldPath } from './field-path.ts';
import { type MountPart, type PlacedContainer, type PortPart, placedContainers } from './parts.ts';

/** Something of a pod that a rule writes and that can have one value only. */
export interface Target {
  readonly key: string;
  /** Equal for two rules that agree. */
  readonly value: string;
  /** The containers it is written into, or the address of the node; undefined: all, or none in particular. */
  readonly scope: readonly string[] | undefined;
  /** From the spec. */
  readonly path: FieldPath;
}

const maps = ['labels', 'annotations', 'nodeSelector', 'securityContext'] as const;

/** All targets of a rule. What is only added, like tolerations, is none. */
export function targetsOf(spec: RuleSpec): Target[] {
  return [
    ...placedContainers(spec).flatMap(containerTargets),
    ...(spec.volumes ?? []).map((volume, index) =>
      target(`volume ${volume.name}`, volume, ['volumes', index, 'name']),
    ),
    ...maps.flatMap((part) =>
      Object.entries(spec[part] ?? {}).map(([key, value]) =>
        target(`${part} ${key}`, value, [part, key]),
      ),
    ),
    ...sharedTargets(spec),
  ];
}

/** A container, and what of it is also written by rules that write into containers of others. */
function containerTargets({ container, isInit, path }: PlacedContainer): Target[] {
  const { name, ports = [], volumeMounts, env } = container;
  const inside = { scope: [name], path };
  return [
    target(`container ${name}`, { isInit, container }, [...path, 'name']),
    ...ports.flatMap((port, index) => hostPortTarget(port, name, [...path, 'ports', index])),
    ...mountTargets(volumeMounts, inside),
    ...variableTargets(env, inside),
  ];
}

function hostPortTarget(
  { hostPort = 0, hostIP = '', protocol = 'TCP' }: PortPart,
  container: string,
  path: FieldPath,
): Target[] {
  if (hostPort === 0) return [];
  const scope = everyAddress.includes(hostIP) ? undefined : [hostIP];
  return [{ ...target(`host ${protocol} ${hostPort}`, container, [...path, 'hostPort']), scope }];
}

/** What goes into many containers. */
function sharedTargets({ volumeMounts, env, targetContainers }: RuleSpec): Target[] {
  const inside = { scope: targetContainers, path: [] };
  return [...mountTargets(volumeMounts, inside), ...variableTargets(env, inside)];
}

/** Which containers a list goes into, and where the list is. */
type Inside = Pick<Target, 'scope' | 'path'>;

function mountTargets(mounts: readonly MountPart[] = [], { scope, path }: Inside): Target[] {
  return mounts.map((mount, index) => {
    const mountPath = withoutTrailingSlashes(mount.mountPath ?? '');
    const here = [...path, 'volumeMounts', index, 'mountPath'];
    return { ...target(`mount ${mountPath}`, { ...mount, mountPath }, here), scope };
  });
}

function variableTargets(variables: readonly NamedPart[] = [], { scope, path }: Inside): Target[] {
  return variables.map((variable, index) => ({
    ...target(`variable ${variable.name}`, variable, [...path, 'env', index, 'name']),
    scope,
  }));
}

function target(key: string, value: unknown, path: FieldPath): Target {
  return { key, value: canonicalJson(value), scope: undefined, path };
}
