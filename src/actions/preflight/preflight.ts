import { judgeCaInjection } from '../../core/checks/cainjector.ts';
import { judgeCertManager } from '../../core/checks/cert-manager.ts';
import type { Finding } from '../../core/checks/finding.ts';
import { judgeKubernetesVersion } from '../../core/checks/kubernetes-version.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube } from '../../kube/kube.ts';
import { lookAtCainjector, probeCainjector } from './probe-cainjector.ts';
import { readCertManager } from './read-cert-manager.ts';
import { refuseMissingRights } from './refuse-missing-rights.ts';

export interface PreflightOptions {
  /** Nothing is written: cainjector is judged by its Deployment, not by what it does. */
  readonly readOnly: boolean;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * Looks whether the cluster has what the chart rests on; answers with warnings.
 * @throws {IamraError} IAMRA110 to 113 for the first thing that is missing, IAMRA168 for missing rights
 */
export async function preflight(kube: Kube, options: PreflightOptions): Promise<Finding[]> {
  const version = refuseFailures(judgeKubernetesVersion(await kube.version()));
  await refuseMissingRights(kube);
  const certManager = refuseFailures(judgeCertManager(await readCertManager(kube)));
  const injection = options.readOnly
    ? await lookAtCainjector(kube)
    : await probeCainjector(kube, options.signal);
  return [...version, ...certManager, ...refuseFailures(judgeCaInjection(injection, options.now))];
}

/** @throws {IamraError} the first failure; warnings are handed back */
export function refuseFailures(findings: readonly Finding[]): readonly Finding[] {
  const failing = findings.find(({ severity }) => severity === 'fail');
  if (failing === undefined) return findings;
  throw new IamraError(failing.code, failing.message, { fix: failing.fix });
}
