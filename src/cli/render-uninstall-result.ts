import type { UninstallResult } from '../actions/uninstall/apply-uninstall.ts';

/** What is gone, and what stays. */
export function renderUninstallResult(result: UninstallResult): string {
  const { release, namespace, context, applied, stays } = result;
  const subject = `release ${release} in namespace ${namespace} of context ${context}`;
  if (!applied) return `Nothing to do: there is no ${subject}.`;
  return [`Gone: ${subject}.`, '', 'What stays:', ...stays.map((thing) => `  ${thing}`)].join('\n');
}
