import { setTimeout as sleep } from 'node:timers/promises';
import { judgeCaSecret } from '../../src/core/checks/ca-secret.ts';
import { judgeCaInjection } from '../../src/core/checks/cainjector.ts';
import { judgeCertManager } from '../../src/core/checks/cert-manager.ts';
import { judgeEksWebhook } from '../../src/core/checks/eks-webhook.ts';
import { type Finding, failure } from '../../src/core/checks/finding.ts';
import { judgeIssuers } from '../../src/core/checks/issuers.ts';
import { judgeKubernetesVersion } from '../../src/core/checks/kubernetes-version.ts';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import { ApiError } from '../kube/api-error.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { PreflightConfig } from './preflight-config.ts';
import { probeCainjector } from './probe-cainjector.ts';
import {
  hasEksWebhook,
  readCaSecret,
  readCertManager,
  readIssuer,
  readVersion,
} from './read-cluster.ts';

export interface PreflightOptions {
  readonly client: KubeClient;
  readonly signal: AbortSignal;
  /** How long cainjector has for its work; default 10 s. */
  readonly patienceMilliseconds?: number;
  /** Pause between two looks; default 2 s. */
  readonly pauseMilliseconds?: number;
}

/**
 * Looks whether the cluster has what the chart rests on, again and again until it has or the time is
 * over: cert-manager may be coming up at the same moment. Answers with what was found last.
 */
export async function runPreflight(
  config: PreflightConfig,
  options: PreflightOptions,
): Promise<readonly Finding[]> {
  const { signal, pauseMilliseconds = 2000 } = options;
  const end = performance.now() + config.timeoutMilliseconds;
  for (;;) {
    const findings = await look(config, options);
    const isFit = findings.every(({ severity }) => severity === 'warn');
    if (isFit || performance.now() + pauseMilliseconds >= end) return findings;
    await sleep(pauseMilliseconds, undefined, { signal });
  }
}

async function look(config: PreflightConfig, options: PreflightOptions): Promise<Finding[]> {
  try {
    return await judge(config, options);
  } catch (error) {
    if (options.signal.aborted) throw error;
    const code = error instanceof ApiError ? 'IAMRA103' : 'IAMRA101';
    return [failure(code, `The Kubernetes API did not answer: ${errorMessage(error)}.`)];
  }
}

async function judge(
  { issuers, caSecret, configuration, readsEksAnnotations }: PreflightConfig,
  { client, signal, patienceMilliseconds = 10_000 }: PreflightOptions,
): Promise<Finding[]> {
  const certManager = judgeCertManager(await readCertManager(client, signal));
  const basis = [...judgeKubernetesVersion(await readVersion(client, signal)), ...certManager];
  // Without cert-manager's kinds all else would only repeat that it is missing.
  if (certManager.some(({ code }) => code === 'IAMRA111')) return basis;
  const runsEksWebhook = readsEksAnnotations && (await hasEksWebhook(client, signal));
  const states = await Promise.all(issuers.map((issuer) => readIssuer(client, issuer, signal)));
  const secret = caSecret && (await readCaSecret(client, caSecret, signal));
  const probe = { name: configuration, patienceMilliseconds, signal };
  return [
    ...basis,
    ...judgeEksWebhook(readsEksAnnotations, runsEksWebhook),
    ...judgeCaInjection(await probeCainjector(client, probe), new Date()),
    ...judgeIssuers(states),
    ...(secret === undefined ? [] : judgeCaSecret(secret, new Date())),
  ];
}
