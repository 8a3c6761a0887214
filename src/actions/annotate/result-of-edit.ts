import { formatGitopsOwner } from '../../core/annotate/gitops-owner.ts';
import { nextPods } from '../../core/annotate/rollout/next-pods.ts';
import { formatTarget } from '../../core/annotate/target.ts';
import type { EditResult } from './edit-result.ts';
import type { PreparedEdit } from './prepared-edit.ts';

/** What an edit would end with, without any write. */
export function resultOf(prepared: PreparedEdit): EditResult {
  const { found, edit, restarts, gitopsOwner } = prepared;
  const { target, reference, object } = found;
  const next =
    nextPods(target, object) ??
    `Follow the rollout: kubectl rollout status ${formatTarget(target)} -n ${reference.namespace}`;
  return {
    namespace: reference.namespace,
    kind: reference.kind,
    name: reference.name,
    serviceAccount: prepared.serviceAccount,
    roleArn: prepared.roleArn ?? null,
    changes: [edit.change],
    applied: false,
    patch: edit.patch ?? null,
    managedBy: gitopsOwner === undefined ? null : formatGitopsOwner(gitopsOwner),
    rollout: 'not_started',
    error: null,
    next: [next, ...restarts],
    notices: prepared.notices,
    previews: prepared.previews,
  };
}
