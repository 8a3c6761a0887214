import { withoutTrailingSlashes } from '../../without-trailing-slashes.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { RuleSpec } from '../rule.ts';
import type { FieldPath } from './field-path.ts';
import { type PlacedContainer, placedContainers } from './parts.ts';

/** Something of a pod that a rule writes and that can have one value only. */
export interface Target {
  readonly key: string;
  /** Equal for two rules that agree. */
  readonly value: string;
  /** The containers it is written into; undefined: all, or none in particular. */
  readonly containers: readonly string[] | undefined;
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

function containerTargets({ container, isInit, path }: PlacedContainer): Target[] {
  const ports = (container.ports ?? []).map(({ hostPort, hostIP = '', protocol = 'TCP' }, index) =>
    target(
      hostPort === undefined || hostPort === 0 ? '' : `host ${protocol} ${hostIP}:${hostPort}`,
      container.name,
      [...path, 'ports', index, 'hostPort'],
    ),
  );
  return [
    target(`container ${container.name}`, { isInit, container }, [...path, 'name']),
    ...ports.filter(({ key }) => key !== ''),
  ];
}

/** What goes into many containers. */
function sharedTargets({ volumeMounts = [], env = [], targetContainers }: RuleSpec): Target[] {
  const mounts = volumeMounts.map((mount, index) => {
    const mountPath = withoutTrailingSlashes(mount.mountPath);
    const path = ['volumeMounts', index, 'mountPath'];
    return target(`mount ${mountPath}`, { ...mount, mountPath }, path);
  });
  const variables = env.map((variable, index) =>
    target(`variable ${variable.name}`, variable, ['env', index, 'name']),
  );
  return [...mounts, ...variables].map((each) => ({ ...each, containers: targetContainers }));
}

function target(key: string, value: unknown, path: FieldPath): Target {
  return { key, value: canonicalJson(value), containers: undefined, path };
}
