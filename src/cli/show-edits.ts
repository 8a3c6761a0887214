import type { PreparedEdit } from '../actions/annotate/prepared-edit.ts';
import type { PreparedEdits } from '../actions/annotate/prepared-edits.ts';
import type { Context } from '../context.ts';
import { formatGitopsOwner } from '../core/annotate/gitops-owner.ts';
import { patchForGit } from '../core/annotate/patch-for-git.ts';
import { renderPlan } from './render-plan.ts';

/** Shows which objects of which cluster would change, how, and what to beware of. */
export function showEdits({ terminal }: Context, { kube, edits, refused }: PreparedEdits): void {
  const namespaces = [...new Set(edits.map(({ found }) => found.reference.namespace))];
  const place = namespaces.length === 1 ? `, namespace ${namespaces.join('')}` : '';
  terminal.note(`\nContext ${kube.context} (${kube.server})${place}\n`);
  if (edits.length > 0) {
    const changes = edits.map(({ edit }) => edit.change);
    terminal.note(`${renderPlan(changes, process.stderr)}\n`);
  }
  const isOne = edits.length + refused.length === 1;
  for (const { edit, notices } of edits) {
    const subject = isOne ? '' : `${edit.change.resource}: `;
    for (const { code, message, fix } of notices) {
      terminal.warn(`${code} ${subject}${message} Fix: ${fix}`);
    }
  }
  for (const { object, error } of refused) {
    terminal.warn(`${object} stays as it is: ${error.code} ${error.message} Fix: ${error.fix}`);
  }
  for (const prepared of edits) showForGit(prepared, terminal);
}

function showForGit(
  { found, edit, gitopsOwner }: PreparedEdit,
  terminal: Context['terminal'],
): void {
  if (gitopsOwner === undefined || edit.patch === undefined) return;
  const { kustomize, manifest } = patchForGit(found.object, found.target.type, edit.patch);
  terminal.warn(
    `${formatGitopsOwner(gitopsOwner)} manages ${edit.change.resource}. For your repository, as a patch in kustomization.yaml:`,
  );
  terminal.note(kustomize);
  terminal.note(`or in the manifest itself:\n${manifest}\n`);
}
