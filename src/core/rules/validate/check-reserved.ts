import { agentName, tokenDirectory } from '../../injection/contract.ts';
import type { RuleSpec } from '../rule.ts';
import type { FieldPath } from './field-path.ts';
import { type MountPart, placedContainers } from './parts.ts';
import type { Report } from './report.ts';

const volumePrefix = 'iamra-';
const reservedKeys = /^(rules\.)?iamra\.dev\//;

/** Names that belong to iamra: a rule must not stand where the agent or its marks go. */
export function checkReserved(spec: RuleSpec, report: Report): void {
  for (const { container, path } of placedContainers(spec)) {
    if (container.name === agentName) report([...path, 'name'], ours(container.name));
    checkPaths(container.volumeMounts, [...path, 'volumeMounts'], report);
  }
  checkPaths(spec.volumeMounts, ['volumeMounts'], report);
  spec.targetContainers?.forEach((name, index) => {
    if (name === agentName) report(['targetContainers', index], ours(name));
  });
  spec.volumes?.forEach(({ name }, index) => {
    if (typeof name === 'string' && name.startsWith(volumePrefix)) {
      report(['volumes', index, 'name'], ours(name));
    }
  });
  for (const part of ['labels', 'annotations'] as const) {
    for (const key of Object.keys(spec[part] ?? {})) {
      if (reservedKeys.test(key)) report([part, key], { code: 'IAMRA350', message: 'is of iamra' });
    }
  }
}

function checkPaths(
  mounts: readonly MountPart[] | undefined,
  path: FieldPath,
  report: Report,
): void {
  mounts?.forEach(({ mountPath = '' }, index) => {
    if (!`${mountPath}/`.startsWith(`${tokenDirectory}/`)) return;
    report([...path, index, 'mountPath'], ours(mountPath));
  });
}

function ours(name: string) {
  return { code: 'IAMRA350', message: `“${name}” is of iamra` } as const;
}
