import type { InstallResult } from '../actions/install/apply-install.ts';

/** What `install` did, and what comes next. */
export function renderInstallResult(result: InstallResult): string {
  const { cluster, context, release, namespace, chartVersion } = result;
  return [
    `iamra ${chartVersion} runs in cluster ${cluster} (context ${context}): release ${release} in namespace ${namespace}.`,
    '',
    'Next:',
    '  iamra annotate deployment/NAME --namespace NAMESPACE --role ROLE',
    '  iamra doctor',
  ].join('\n');
}
