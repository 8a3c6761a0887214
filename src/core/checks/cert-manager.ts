import type { Check } from './check.ts';
import type { CertManagerState, DeploymentState } from './cluster-facts.ts';
import { type Finding, failure, warning } from './finding.ts';

/** cert-manager's kinds are served and its controller runs. */
export const certManager: Check<'certManager'> = {
  name: 'cert-manager',
  category: 'cert-manager',
  title: 'cert-manager runs',
  codes: ['IAMRA111', 'IAMRA112'],
  needs: ['certManager'],
  judge: ({ certManager: state }) => ({ findings: judgeCertManager(state) }),
};

export function judgeCertManager({ missingKinds, controllers }: CertManagerState): Finding[] {
  if (missingKinds.length > 0) {
    const kinds = missingKinds.join(', ');
    return [failure('IAMRA111', `The cluster does not serve ${kinds} of cert-manager.`)];
  }
  const [first] = controllers;
  if (first === undefined) {
    const label = 'app.kubernetes.io/name=cert-manager';
    return [warning('IAMRA112', `No Deployment with the label ${label} was found.`)];
  }
  if (controllers.some(({ ready }) => ready > 0)) return [];
  return [failure('IAMRA112', `${describeDeployment(first)}.`, mendDeployment(first))];
}

/** “Deployment cert-manager/cert-manager has 0 of 1 pods ready” */
export function describeDeployment({ namespace, name, wanted, ready }: DeploymentState): string {
  const subject = `Deployment ${namespace}/${name}`;
  if (wanted === 0) return `${subject} is scaled to 0`;
  return `${subject} has ${ready} of ${wanted} pods ready`;
}

/** The command that starts a Deployment, or that tells why it doesn't run. */
export function mendDeployment({ namespace, name, wanted }: DeploymentState): string {
  const place = `--namespace ${namespace} deployment/${name}`;
  return wanted === 0 ? `kubectl scale ${place} --replicas 1` : `kubectl describe ${place}`;
}
