import type { RuleSpec } from '../rule.ts';
import { hasTemplate } from '../template/render-templates.ts';
import { canRenderAlike } from './can-render-alike.ts';
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
  mounts.forEach(({ mountPath = '' }, index) => {
    const other = mounts
      .slice(0, index)
      .find(({ mountPath: before = '' }) => canBeOne(before, mountPath));
    if (other === undefined) return;
    report([...path, index, 'mountPath'], {
      code: 'IAMRA344',
      message: `“${mountPath}” is the same path as “${String(other.mountPath)}” in some pod, with its names filled in`,
      fix: 'mount the two below directories of different names',
    });
  });
}

function canBeOne(one: string, other: string): boolean {
  return (hasTemplate(one) || hasTemplate(other)) && canRenderAlike(one, other);
}
