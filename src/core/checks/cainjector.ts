import { describeDeployment, mendDeployment } from './cert-manager.ts';
import type { Check } from './check.ts';
import type { CaInjection } from './cluster-facts.ts';
import { type Finding, failure } from './finding.ts';

// Its leader renews every few seconds; client-go's default lease lasts 15.
const leaseSeconds = 60;

/** Judged by what it does; Deployment and Lease only explain why it doesn't. */
export const cainjector: Check<'caInjection'> = {
  name: 'cainjector',
  category: 'cert-manager',
  title: 'cainjector fills in CA bundles',
  codes: ['IAMRA113'],
  needs: ['caInjection'],
  judge: ({ caInjection }, now) => ({ findings: judgeCaInjection(caInjection, now) }),
};

export function judgeCaInjection(injection: CaInjection, now: Date): Finding[] {
  if (injection.injected) return [];
  const { sentence, fix } = explain(injection, now);
  const what = `cainjector did not fill in a caBundle within ${injection.waitedSeconds} s`;
  return [failure('IAMRA113', `${what}: ${sentence}.`, fix)];
}

function explain(
  { deployments, lease }: CaInjection,
  now: Date,
): { sentence: string; fix: string } {
  const [deployment] = deployments;
  if (deployment === undefined) {
    return {
      sentence: 'there is no Deployment with the label app.kubernetes.io/name=cainjector',
      fix: 'helm upgrade cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --reuse-values --set cainjector.enabled=true',
    };
  }
  if (deployment.ready === 0) {
    return { sentence: describeDeployment(deployment), fix: mendDeployment(deployment) };
  }
  const { namespace, name } = deployment;
  const subject = `Deployment ${namespace}/${name}`;
  const renewedAt = lease?.renewedAt;
  if (renewedAt !== undefined && now.getTime() - renewedAt.getTime() > leaseSeconds * 1000) {
    return {
      sentence: `${subject} runs, but its Lease ${lease?.name ?? ''} was last renewed at ${renewedAt.toISOString()}`,
      fix: `kubectl rollout restart --namespace ${namespace} deployment/${name}`,
    };
  }
  return {
    sentence: `${subject} runs all the same`,
    fix: `kubectl logs --namespace ${namespace} deployment/${name}`,
  };
}
