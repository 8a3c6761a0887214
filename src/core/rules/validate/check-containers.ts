import type { RuleSpec } from '../rule.ts';
import { type PlacedContainer, placedContainers } from './parts.ts';
import { type Report, reportBelow } from './report.ts';

const ofSidecars = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/** What a container may have depends on whether it is an init container, and of which sort. */
export function checkContainers(spec: RuleSpec, report: Report): void {
  for (const placed of placedContainers(spec)) {
    const reportHere = reportBelow(report, ...placed.path);
    if (placed.isInit) checkInitContainer(placed, reportHere);
    else checkAppContainer(placed, reportHere);
  }
}

function checkInitContainer({ container }: PlacedContainer, report: Report): void {
  const { restartPolicy } = container;
  if (restartPolicy !== undefined && restartPolicy !== 'Always') {
    report(['restartPolicy'], {
      code: 'IAMRA348',
      message: `“${restartPolicy}” must be Always, or absent`,
      fix: 'write Always for a native sidecar, or remove the field',
    });
  }
  if (container['resizePolicy'] !== undefined) {
    report(['resizePolicy'], { code: 'IAMRA348', message: 'is not for every init container' });
  }
  if (restartPolicy === 'Always') return;
  for (const field of ofSidecars) {
    if (container[field] === undefined) continue;
    report([field], {
      code: 'IAMRA348',
      message: 'is only for init containers with restartPolicy: Always',
      fix: 'add restartPolicy: Always to make it a native sidecar, or remove the field',
    });
  }
}

function checkAppContainer({ container }: PlacedContainer, report: Report): void {
  if (container.restartPolicy === undefined) return;
  report(['restartPolicy'], {
    code: 'IAMRA348',
    message: 'is only for init containers',
    fix: 'move the container to spec.initContainers to make it a native sidecar, or remove the field',
  });
}
