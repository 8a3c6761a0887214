import { type GitopsOwner, gitopsOwner } from '../../core/annotate/gitops-owner.ts';
import { helmRelease } from '../../core/annotate/helm-release.ts';
import type { InjectionNotice } from '../../core/injection/injection-decision.ts';
import { notice } from '../../core/injection/notice.ts';
import type { FindApplication } from './argo-applications.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';

/** Who else thinks that the object is theirs. */
export interface Managed {
  /** Who would undo the change. */
  readonly gitopsOwner: GitopsOwner | undefined;
  readonly notices: readonly InjectionNotice[];
}

/** Finds the GitOps tool that manages an object; Helm, which undoes nothing, is worth a note. */
export async function findManager(
  found: FoundTarget,
  findApplication: FindApplication,
): Promise<Managed> {
  const owner = gitopsOwner(found.object) ?? (await findApplication(found.object));
  const release = helmRelease(found.object);
  if (owner !== undefined || release === undefined) return { gitopsOwner: owner, notices: [] };
  const message = `${describeTarget(found)} is of Helm release ${release}: its upgrades keep the annotations, a new installation does not have them.`;
  return { gitopsOwner: undefined, notices: [notice('IAMRA157', message)] };
}
