import type { Issuance } from '../../src/core/identity/certificate-object.ts';
import {
  type CertificatePlan,
  type ExistingCertificate,
  type ExistingMetadata,
  planCertificate,
} from '../../src/core/identity/plan-certificate.ts';
import type { ServiceAccountName } from '../../src/core/identity/service-account.ts';
import type { Clock } from '../agent/clock.ts';
import { isNotFound } from '../kube/api-error.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { KubeObject } from '../kube/kube-object.ts';
import { type Resource, resources } from '../kube/resource.ts';
import type { Logger } from '../observe/logger.ts';
import type { ClusterView } from './cluster-view.ts';
import type { ControllerMetrics } from './controller-metrics.ts';
import type { EventRecorder } from './event-recorder.ts';
import { CertificateRepairer, type RepairResult } from './repair-certificate.ts';
import type { Outcome } from './work-queue.ts';

export interface CertificateReconcilerOptions {
  readonly client: KubeClient;
  readonly view: ClusterView;
  readonly issuance: Issuance;
  readonly releaseMilliseconds: number;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly events: EventRecorder;
  readonly metrics: ControllerMetrics;
  readonly logger: Logger;
}

interface Place {
  readonly namespace: string;
  readonly name: string;
}

const fieldManager = 'iamra-identity';
// With a watch down somebody who needs the Certificate may be out of sight.
const blindMilliseconds = 30_000;

/** Makes one Certificate what it should be, or says why not. */
export class CertificateReconciler {
  readonly #options: CertificateReconcilerOptions;
  /** Since when nobody needs a Certificate. */
  readonly #unneededSince = new Map<string, number>();
  readonly #repairer: CertificateRepairer;

  constructor(options: CertificateReconcilerOptions) {
    this.#options = options;
    this.#repairer = new CertificateRepairer(options);
  }

  /** Forgets since when nobody needs what: while another one led, somebody may have. */
  beginTerm(): void {
    this.#unneededSince.clear();
  }

  /** @param key `namespace/name` */
  async reconcile(key: string, signal: AbortSignal): Promise<Outcome> {
    const { view, issuance, metrics } = this.#options;
    const [namespace = '', name = ''] = key.split('/');
    const account = view.uses.accountOf(key);
    const found = await this.#look(key, { namespace, name }, signal);
    if (found.certificate === undefined) this.#repairer.forget(key);
    const graceMilliseconds = this.#grace(key, account);
    const plan = planCertificate({ account, graceMilliseconds, ...found }, issuance);
    const repair = await this.#repair(plan, account, found.certificate, signal);
    const kind = repair?.kind ?? plan.kind;
    const outcome =
      repair?.outcome ?? (await this.#execute(plan, { namespace, name }, account, signal));
    if (kind === 'keep' || kind === 'delete') this.#unneededSince.delete(key);
    metrics.reconciliations.increment({ kind: 'certificate', outcome: kind });
    return outcome;
  }

  /** In the usual case, a Certificate of ours that is needed, nothing is asked of the API server. */
  async #look(
    key: string,
    place: Place,
    signal: AbortSignal,
  ): Promise<{
    certificate: ExistingCertificate | undefined;
    secret: ExistingMetadata | undefined;
  }> {
    const { view } = this.#options;
    const known = view.certificates.get(key);
    if (known !== undefined && view.uses.accountOf(key) !== undefined) {
      return { certificate: known, secret: undefined };
    }
    const [certificate, secret] = await Promise.all([
      this.#read<KubeObject & ExistingCertificate>(resources.certificates, place, { signal }),
      this.#read(resources.secrets, place, { signal, metadataOnly: true }),
    ]);
    return { certificate, secret: secret?.metadata };
  }

  async #read<T extends KubeObject>(
    resource: Resource,
    place: Place,
    options: { readonly signal: AbortSignal; readonly metadataOnly?: boolean },
  ): Promise<T | undefined> {
    try {
      return await this.#options.client.get<T>(resource, place, options);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  #grace(key: string, account: ServiceAccountName | undefined): number {
    const { view, releaseMilliseconds, clock } = this.#options;
    if (account !== undefined) {
      this.#unneededSince.delete(key);
      return releaseMilliseconds;
    }
    const since = this.#unneededSince.get(key) ?? clock.monotonic();
    this.#unneededSince.set(key, since);
    const left = releaseMilliseconds - (clock.monotonic() - since);
    return view.isCurrent ? left : Math.max(left, blindMilliseconds);
  }

  /** By a patch, which takes away what an apply leaves: fields that others own. */
  #repair(
    plan: CertificatePlan,
    account: ServiceAccountName | undefined,
    certificate: ExistingCertificate | undefined,
    signal: AbortSignal,
  ): Promise<RepairResult | undefined> | undefined {
    const isNeeded = account !== undefined && plan.kind !== 'refuse';
    if (!isNeeded || certificate === undefined) return undefined;
    return this.#repairer.repair(account, certificate, signal);
  }

  async #execute(
    plan: CertificatePlan,
    place: Place,
    account: ServiceAccountName | undefined,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { client, logger } = this.#options;
    switch (plan.kind) {
      case 'keep':
        return 'done';
      case 'wait':
        return { afterMilliseconds: plan.milliseconds };
      case 'apply':
        // Without force, a Certificate that somebody made just now is a conflict, not ours.
        await client.apply(resources.certificates, plan.certificate, {
          fieldManager,
          force: plan.isOurs,
          signal,
        });
        logger.info('applied a certificate', { ...place });
        return 'done';
      case 'delete':
        await this.#delete(resources.certificates, place, plan.certificate, signal);
        await this.#delete(resources.secrets, place, plan.secret, signal);
        logger.info('removed a certificate after its last use', { ...place });
        return 'done';
      case 'refuse':
        await this.#refuse(plan, account, signal);
        return 'retry';
    }
  }

  async #delete(
    resource: Resource,
    place: Place,
    metadata: ExistingMetadata | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (metadata === undefined) return;
    try {
      await this.#options.client.delete(resource, place, { uid: metadata.uid, signal });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async #refuse(
    { problem }: Extract<CertificatePlan, { kind: 'refuse' }>,
    account: ServiceAccountName | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { events, metrics, logger } = this.#options;
    const { code, message, fix } = problem;
    metrics.refusals.increment({ code });
    logger.warn(message, { code, fix });
    if (account !== undefined) await events.warn(account, problem, signal);
  }
}
