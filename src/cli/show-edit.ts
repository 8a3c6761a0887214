import { stringify } from 'yaml';
import type { PreparedEdit } from '../actions/annotate/prepared-edit.ts';
import type { Context } from '../context.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { renderPlan } from './render-plan.ts';

/** Shows which object of which cluster would change, how, and what to beware of. */
export function showEdit({ terminal }: Context, { found, edit, notices }: PreparedEdit): void {
  const { kube, reference } = found;
  terminal.note(`\nContext ${kube.context} (${kube.server}), namespace ${reference.namespace}\n`);
  terminal.note(`${renderPlan([edit.change], process.stderr)}\n`);
  for (const { code, message, fix } of notices) terminal.warn(`${code} ${message} Fix: ${fix}`);
}

/**
 * Asks; what a GitOps tool manages needs `--yes` and, where somebody is there, the answer as well.
 * @throws {IamraError} IAMRA177 for a managed object without `--yes`, IAMRA905 where it was declined
 */
export async function askForEdit(
  { terminal }: Context,
  prepared: PreparedEdit,
  yes: boolean,
): Promise<void> {
  const { edit, gitopsOwner } = prepared;
  if (edit.patch === undefined) return;
  if (gitopsOwner !== undefined) {
    const { resource } = edit.change;
    terminal.warn(`${gitopsOwner} manages ${resource}; the patch for your repository:`);
    terminal.note(patchForGit(prepared));
    if (!yes) {
      throw new IamraError('IAMRA177', `${gitopsOwner} manages ${resource}: it would undo this.`);
    }
  }
  if (yes && (gitopsOwner === undefined || !terminal.interactive)) return;
  const agreed = await terminal.confirm('Write this to the cluster?', '--yes');
  if (!agreed) throw new IamraError('IAMRA905', 'Declined; nothing has been changed.');
}

/** A strategic merge patch, as Kustomize takes it; null takes a key away. */
function patchForGit({ found, edit }: PreparedEdit): string {
  const { apiVersion, kind, name, namespace } = found.reference;
  const patch = edit.patch as { metadata?: object } | undefined;
  const metadata = { name, namespace, ...patch?.metadata };
  return `---\n${stringify({ apiVersion, kind, ...patch, metadata })}`;
}
