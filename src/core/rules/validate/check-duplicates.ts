import { withoutTrailingSlashes } from '../../without-trailing-slashes.ts';
import type { RuleSpec } from '../rule.ts';
import type { FieldPath } from './field-path.ts';
import { type PlacedContainer, placedContainers } from './parts.ts';
import type { Report } from './report.ts';
import { restoreTemplates } from './sample-templates.ts';

interface Use {
  /** What must not be there twice; undefined where nothing is. */
  readonly key: string | undefined;
  readonly path: FieldPath;
}

/** Names, ports and paths that a pod can have only once. */
export function checkDuplicates(spec: RuleSpec, report: Report): void {
  const containers = placedContainers(spec);
  const check = (what: string, uses: readonly Use[]): void => {
    reportDuplicates(what, uses, report);
  };
  check(
    'container',
    containers.map(({ container, path }) => ({ key: container.name, path: [...path, 'name'] })),
  );
  check('volume', namesOf(spec.volumes, ['volumes']));
  check('variable', namesOf(spec.env, ['env']));
  check('secret', namesOf(spec.imagePullSecrets, ['imagePullSecrets']));
  check('path', mountPaths(spec.volumeMounts, ['volumeMounts']));
  check(
    'target',
    (spec.targetContainers ?? []).map((key, index) => ({ key, path: ['targetContainers', index] })),
  );
  for (const { container, path } of containers) {
    check('variable', namesOf(container.env, [...path, 'env']));
    check('port', namesOf(container.ports, [...path, 'ports']));
    check('path', mountPaths(container.volumeMounts, [...path, 'volumeMounts']));
  }
  check('port on the host network', containers.filter(({ isInit }) => !isInit).flatMap(hostPorts));
  for (const init of containers.filter(({ isInit }) => isInit))
    check('port on the host network', hostPorts(init));
}

function reportDuplicates(what: string, uses: readonly Use[], report: Report): void {
  const seen = new Set<string>();
  for (const { key, path } of uses) {
    if (key === undefined || key === '') continue;
    if (seen.has(key)) {
      report(path, { code: 'IAMRA344', message: `repeats the ${what} “${restoreTemplates(key)}”` });
    }
    seen.add(key);
  }
}

function namesOf(
  parts: ReadonlyArray<{ readonly name?: string }> | undefined,
  path: FieldPath,
): Use[] {
  return (parts ?? []).map(({ name }, index) => ({ key: name, path: [...path, index, 'name'] }));
}

function mountPaths(
  mounts: ReadonlyArray<{ readonly mountPath?: string }> | undefined,
  path: FieldPath,
): Use[] {
  return (mounts ?? []).map(({ mountPath }, index) => ({
    key: mountPath === undefined ? undefined : withoutTrailingSlashes(mountPath),
    path: [...path, index, 'mountPath'],
  }));
}

/** On the host network each port of a container is one of the host, whether or not the rule says so. */
function hostPorts({ container, path }: PlacedContainer): Use[] {
  return (container.ports ?? []).map((port, index) => {
    const field = (port.hostPort ?? 0) === 0 ? 'containerPort' : 'hostPort';
    const { [field]: number, hostIP = '', protocol = 'TCP' } = port;
    return {
      key: number === undefined ? undefined : `${protocol} ${hostIP}:${number}`,
      path: [...path, 'ports', index, field],
    };
  });
}
