import type { Context } from '../../context.ts';
import { noAnnotations } from '../../core/annotate/wanted-annotations.ts';
import { warnOfEksRole, warnOfRemainder } from '../../core/annotate/warn-of-remainder.ts';
import { annotatedPart } from '../../core/annotate/workload.ts';
import { isOptedIn } from '../../core/identity/plan-opt-in-label.ts';
import { formatServiceAccountName } from '../../core/identity/service-account.ts';
import { annotationsOf } from '../../core/injection/pod/pod.ts';
import type { EditInput } from './annotate-input.ts';
import { argoApplications, type FindApplication } from './argo-applications.ts';
import { attemptEach } from './attempt-each.ts';
import { findManager } from './find-manager.ts';
import { findTargets } from './find-targets.ts';
import { findUsers, restartsOf } from './find-users.ts';
import { accountOf, describeTarget, type FoundTarget } from './found-target.ts';
import { planOwnedEdit } from './plan-owned-edit.ts';
import type { PreparedEdit } from './prepared-edit.ts';
import type { PreparedEdits } from './prepared-edits.ts';
import { readCompatibility } from './read-installation.ts';
import { tryEdit } from './try-edit.ts';
import { unlessForbidden } from './unless-forbidden.ts';

/** Reads and checks all that taking roles away needs, object by object; the API server has tried the change. */
export async function prepareUnannotate(
  context: Context,
  input: EditInput,
): Promise<PreparedEdits> {
  const { kube, found, missing } = await findTargets(context, input);
  const findApplication = argoApplications(kube);
  const { done, refused } = await attemptEach(found, describeTarget, (one) =>
    prepareOne(one, input, findApplication),
  );
  return { kube, edits: done, refused: [...missing, ...refused] };
}

async function prepareOne(
  found: FoundTarget,
  { forceConflicts, trial }: EditInput,
  findApplication: FindApplication,
): Promise<PreparedEdit> {
  const { kube, object, target } = found;
  const account = accountOf(found);
  const part = annotatedPart(object, target.type);
  const present = annotationsOf(part);
  const annotations = noAnnotations(present);
  const compatibility = await readCompatibility(kube);
  const others = Object.fromEntries(
    Object.entries(present).filter(([key]) => !(key in annotations)),
  );
  const optIn = isOptedIn(others, compatibility);
  const edit = planOwnedEdit(found, { annotations, optIn, forceConflicts });
  await tryEdit(found, edit, trial);
  const isAccount = target.type.kind === 'ServiceAccount';
  const users = isAccount ? await findUsers(kube, account) : [];
  const serviceAccount = isAccount
    ? undefined
    : await unlessForbidden(
        () => kube.get({ apiVersion: 'v1', kind: 'ServiceAccount', ...account }),
        undefined,
      );
  const remainder = isAccount
    ? warnOfEksRole(account, others, compatibility)
    : warnOfRemainder(part, account, serviceAccount?.metadata.annotations ?? {}, compatibility);
  const { gitopsOwner, notices } = await findManager(found, findApplication);
  return {
    found,
    edit,
    forceConflicts,
    serviceAccount: formatServiceAccountName(account),
    roleArn: undefined,
    certificate: undefined,
    gitopsOwner,
    notices: [...remainder, ...(edit.patch === undefined ? [] : notices)],
    previews: [],
    restarts: restartsOf(users, account.namespace),
  };
}
