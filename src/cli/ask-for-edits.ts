import type { PreparedEdit } from '../actions/annotate/prepared-edit.ts';
import type { PreparedEdits } from '../actions/annotate/prepared-edits.ts';
import type { Context } from '../context.ts';
import { formatGitopsOwner, type GitopsOwner } from '../core/annotate/gitops-owner.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { declined } from './declined.ts';

/** What the flags have answered already. */
export interface GivenAnswers {
  readonly yes: boolean;
  readonly evenIfManaged: boolean;
}

/**
 * Asks once for all objects; `--yes` is no answer for those that a GitOps tool manages.
 * @throws {IamraError} IAMRA177 where nobody is there to say that those are meant, IAMRA905 for a no
 */
export async function askForEdits(
  { terminal }: Context,
  { edits, refused }: PreparedEdits,
  { yes, evenIfManaged }: GivenAnswers,
): Promise<void> {
  const changed = edits.filter(({ edit }) => edit.patch !== undefined);
  const managed = evenIfManaged ? [] : changed.flatMap(managedEdit);
  if (changed.length === 0 || (yes && managed.length === 0)) return;
  if (managed.length > 0 && !terminal.interactive) throw unanswered(managed);
  const isOne = edits.length + refused.length === 1;
  const question = questionOf(managed, isOne ? undefined : changed.length);
  const flag = managed.length === 0 ? '--yes' : '--even-if-managed';
  if (!(await terminal.confirm(question, flag))) throw declined();
}

interface ManagedEdit {
  readonly resource: string;
  readonly owner: GitopsOwner;
}

function managedEdit({ edit, gitopsOwner }: PreparedEdit): ManagedEdit[] {
  return gitopsOwner === undefined ? [] : [{ resource: edit.change.resource, owner: gitopsOwner }];
}

function unanswered(managed: readonly ManagedEdit[]): IamraError {
  const owners = [...new Set(managed.map(({ owner }) => formatGitopsOwner(owner)))].join(', ');
  const names = managed.map(({ resource }) => resource).join(', ');
  const verb = owners.includes(', ') ? 'manage' : 'manages';
  return new IamraError(
    'IAMRA177',
    `${owners} ${verb} ${names}: what is written to the cluster alone may be undone.`,
  );
}

/** The number is told where there is more than one object to look at. */
function questionOf(managed: readonly ManagedEdit[], count: number | undefined): string {
  const number = count === undefined ? '' : ` (${count} ${count === 1 ? 'object' : 'objects'})`;
  if (managed.length === 0) return `Write this to the cluster${number}?`;
  const tools = [...new Set(managed.map(({ owner }) => owner.tool))].join(' and ');
  const part = count === undefined ? 'it' : `${managed.length} of them`;
  return `Write this to the cluster${number}, though ${tools} manages ${part}?`;
}
