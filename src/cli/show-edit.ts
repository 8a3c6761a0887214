import { stringify } from 'yaml';
import type { PreparedEdit } from '../actions/annotate/prepared-edit.ts';
import type { Context } from '../context.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { declined } from './declined.ts';
import { renderPlan } from './render-plan.ts';

/** Shows which object of which cluster would change, how, and what to beware of. */
export function showEdit({ terminal }: Context, prepared: PreparedEdit): void {
  const { found, edit, notices, gitopsOwner } = prepared;
  const { kube, reference } = found;
  terminal.note(`\nContext ${kube.context} (${kube.server}), namespace ${reference.namespace}\n`);
  terminal.note(`${renderPlan([edit.change], process.stderr)}\n`);
  for (const { code, message, fix } of notices) terminal.warn(`${code} ${message} Fix: ${fix}`);
  if (gitopsOwner !== undefined && edit.patch !== undefined) {
    terminal.warn(`${gitopsOwner} manages it; the patch for your repository:`);
    terminal.note(patchForGit(prepared, edit.patch));
  }
}

/**
 * Asks; what a GitOps tool manages needs `--yes` and, where somebody is there, the answer as well.
 * @throws {IamraError} IAMRA177 for a managed object without `--yes`, IAMRA905 where it was declined
 */
export async function askForEdit(
  { terminal }: Context,
  { edit, gitopsOwner }: PreparedEdit,
  yes: boolean,
): Promise<void> {
  if (edit.patch === undefined) return;
  if (gitopsOwner !== undefined && !yes) {
    const { resource } = edit.change;
    throw new IamraError('IAMRA177', `${gitopsOwner} manages ${resource}: it would undo this.`);
  }
  if (yes && (gitopsOwner === undefined || !terminal.interactive)) return;
  const agreed = await terminal.confirm('Write this to the cluster?', '--yes');
  if (!agreed) throw declined();
}

/** A strategic merge patch, as Kustomize takes it; null takes a key away. */
function patchForGit({ found }: PreparedEdit, patch: object): string {
  const { apiVersion, kind, name, namespace } = found.reference;
  const { metadata, ...rest } = patch as { metadata?: object };
  const whole = { apiVersion, kind, metadata: { name, namespace, ...metadata }, ...rest };
  return `---\n${stringify(whole)}`;
}
