import { IamraError } from '../core/errors/iamra-error.ts';
import type { Release, ReleaseName } from './helm.ts';

/** @throws {IamraError} IAMRA162, with the command that mends it, where an earlier Helm did not end */
export function refuseStuckRelease(
  release: ReleaseName,
  found: Release | undefined,
  context?: string,
): void {
  const mend = mendingCommand(found);
  if (found === undefined || mend === undefined) return;
  const { name, namespace } = release;
  const place = context === undefined ? '' : ` --kube-context ${context}`;
  throw new IamraError(
    'IAMRA162',
    `Release ${name} in namespace ${namespace} is ${found.status}: another Helm works on it, or one died half-way.`,
    { fix: `if no other Helm runs: helm ${mend} ${name} --namespace ${namespace}${place}` },
  );
}

function mendingCommand(found: Release | undefined): string | undefined {
  switch (found?.status) {
    case 'pending-install':
    case 'uninstalling':
      return 'uninstall';
    case 'pending-upgrade':
    case 'pending-rollback':
      return 'rollback';
    default:
      return undefined;
  }
}
