import type { Context } from '../../context.ts';
import { gitopsOwner } from '../../core/annotate/gitops-owner.ts';
import { planEdit } from '../../core/annotate/plan-edit.ts';
import { noAnnotations } from '../../core/annotate/wanted-annotations.ts';
import { warnOfRemainder } from '../../core/annotate/warn-of-remainder.ts';
import { annotatedPart } from '../../core/annotate/workload.ts';
import { formatServiceAccountName } from '../../core/identity/service-account.ts';
import { annotationsOf } from '../../core/injection/pod/pod.ts';
import type { TargetInput } from './annotate-input.ts';
import { findTarget } from './find-target.ts';
import { findUsers, restartsOf } from './find-users.ts';
import { accountOf } from './found-target.ts';
import type { PreparedEdit } from './prepared-edit.ts';
import { tryEdit } from './try-edit.ts';
import { unlessForbidden } from './unless-forbidden.ts';

/**
 * Reads and checks all that taking a role away needs; the API server has tried the change.
 * @throws {IamraError} IAMRA172 and IAMRA173 for what the user named
 */
export async function prepareUnannotate(
  context: Context,
  input: TargetInput,
): Promise<PreparedEdit> {
  const found = await findTarget(context, input);
  const { kube, object } = found;
  const account = accountOf(found);
  const { type } = input.target;
  const part = annotatedPart(object, type);
  const edits = noAnnotations(annotationsOf(part));
  const edit = planEdit(object, type, edits, false);
  await tryEdit(found, edit, edits);
  const isAccount = type.kind === 'ServiceAccount';
  const users = isAccount ? await findUsers(kube, account) : [];
  const serviceAccount = isAccount
    ? undefined
    : await unlessForbidden(
        () => kube.get({ apiVersion: 'v1', kind: 'ServiceAccount', ...account }),
        undefined,
      );
  return {
    found,
    edit,
    serviceAccount: formatServiceAccountName(account),
    roleArn: undefined,
    certificate: undefined,
    gitopsOwner: gitopsOwner(object),
    notices: isAccount
      ? []
      : warnOfRemainder(part, account, serviceAccount?.metadata.annotations ?? {}),
    previews: [],
    restarts: restartsOf(users, account.namespace),
  };
}
