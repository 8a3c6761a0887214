import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Says whether there is a kubeconfig, by KUBECONFIG or at its usual place, without loading the cluster's client. */
export function hasKubeconfig(environment: Environment): boolean {
  const named = environment['KUBECONFIG'];
  if (named !== undefined && named !== '') return true;
  return existsSync(join(environment['HOME'] ?? homedir(), '.kube', 'config'));
}
