import { workloadCaSecretName } from '../../core/cert-manager/workload-ca-secret.ts';
import { demoNamespace, systemNamespace } from './demo-names.ts';

/** What takes the demo out of a cluster, for a person to run. */
export function removalCommands(contextName: string, caNamespace: string): string[] {
  return [
    `iamra uninstall --force --context ${contextName}`,
    `kubectl --context ${contextName} delete namespace ${demoNamespace} ${systemNamespace}`,
    `kubectl --context ${contextName} delete secret ${workloadCaSecretName} --namespace ${caNamespace}`,
  ];
}
