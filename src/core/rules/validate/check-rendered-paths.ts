import type { RuleSpec } from '../rule.ts';
import { canRenderAlike, type PathParts, pathParts } from './can-render-alike.ts';
import type { FieldPath } from './field-path.ts';
import { type MountPart, placedContainers } from './parts.ts';
import type { Report } from './report.ts';

/** Two mounts of a container whose paths are one as soon as the names of some pod are filled in. */
export function checkRenderedPaths(spec: RuleSpec, report: Report): void {
  checkMountPaths(spec.volumeMounts, ['volumeMounts'], report);
  for (const { container, path } of placedContainers(spec)) {
    checkMountPaths(container.volumeMounts, [...path, 'volumeMounts'], report);
  }
}

function checkMountPaths(mounts: readonly MountPart[] = [], path: FieldPath, report: Report): void {
  const paths = mounts.map(({ mountPath = '' }, index) => ({
    mountPath,
    index,
    parts: pathParts(mountPath),
  }));
  for (const alike of Map.groupBy(paths, ({ parts }) => parts.slashes).values()) {
    for (const [place, { mountPath, index, parts }] of alike.entries()) {
      const other = alike.slice(0, place).find((before) => becomeOne(before.parts, parts));
      if (other === undefined) continue;
      report([...path, index, 'mountPath'], {
        code: 'IAMRA344',
        message: `“${mountPath}” is the same path as “${other.mountPath}” in some pod, with its names filled in`,
        fix: 'mount the two below directories of different names',
      });
    }
  }
}

/** Paths that are one from the start are no matter of names. */
function becomeOne(one: PathParts, other: PathParts): boolean {
  if (!one.hasTemplate && !other.hasTemplate) return false;
  return one.text !== other.text && canRenderAlike(one, other);
}
