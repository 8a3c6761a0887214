import { withoutTrailingSlashes } from '../../without-trailing-slashes.ts';
import type { RuleSpec } from '../rule.ts';
import type { FieldPath } from './field-path.ts';
import { type PlacedContainer, placedContainers } from './parts.ts';
import type { Report } from './report.ts';

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
  check('host port', containers.filter(({ isInit }) => !isInit).flatMap(hostPorts));
  for (const init of containers.filter(({ isInit }) => isInit)) check('host port', hostPorts(init));
}

function reportDuplicates(what: string, uses: readonly Use[], report: Report): void {
  const seen = new Set<string>();
  for (const { key, path } of uses) {
    if (key === undefined || key === '') continue;
    if (seen.has(key)) {
      report(path, { code: 'IAMRA344', message: `repeats the ${what} “${key}”` });
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

function hostPorts({ container, path }: PlacedContainer): Use[] {
  return (container.ports ?? []).map(({ hostPort, hostIP = '', protocol = 'TCP' }, index) => ({
    key: hostPort === undefined || hostPort === 0 ? undefined : `${protocol} ${hostIP}:${hostPort}`,
    path: [...path, 'ports', index, 'hostPort'],
  }));
}
