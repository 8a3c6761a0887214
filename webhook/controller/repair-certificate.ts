import { certificateObject, type Issuance } from '../../src/core/identity/certificate-object.ts';
import type { ExistingCertificate } from '../../src/core/identity/plan-certificate.ts';
import { planRepair, type Repair } from '../../src/core/identity/plan-repair.ts';
import type { ServiceAccountName } from '../../src/core/identity/service-account.ts';
import { notice } from '../../src/core/injection/notice.ts';
import { isConflict, isNotFound } from '../kube/api-error.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { KubeObject } from '../kube/kube-object.ts';
import { resources } from '../kube/resource.ts';
import type { Logger } from '../observe/logger.ts';
import type { EventRecorder } from './event-recorder.ts';
import { certificateKey } from './identity-uses.ts';
import { RepairPace } from './repair-pace.ts';
import type { Outcome } from './work-queue.ts';

export interface CertificateRepairerOptions {
  readonly client: KubeClient;
  readonly issuance: Issuance;
  readonly events: EventRecorder;
  readonly logger: Logger;
}

/** What became of a Certificate that was not as wanted. */
export interface RepairResult {
  /** `overruled`: somebody writes it again on the patch's way. `conflict`: it is another by now. */
  readonly kind: 'repair' | 'overruled' | 'wait' | 'conflict';
  readonly outcome: Outcome;
}

const fieldManager = 'iamra-identity';

/** Puts Certificates right, and slower each time, while others change them again. */
export class CertificateRepairer {
  readonly #options: CertificateRepairerOptions;
  readonly #pace = new RepairPace();

  constructor(options: CertificateRepairerOptions) {
    this.#options = options;
  }

  /** Gives undefined where nothing of it matters. */
  async repair(
    account: ServiceAccountName,
    certificate: ExistingCertificate,
    signal: AbortSignal,
  ): Promise<RepairResult | undefined> {
    if (certificate.metadata.deletionTimestamp !== undefined) return undefined;
    const repair = this.#plan(account, certificate);
    if (repair === undefined) return undefined;
    const key = certificateKey(account);
    const wait = this.#pace.wait(key, repair.fields);
    if (wait > 0) return { kind: 'wait', outcome: { afterMilliseconds: wait } };
    const repaired = await this.#patch(account, certificate, repair, signal);
    if (repaired === undefined) return { kind: 'conflict', outcome: 'retry' };
    const left = this.#plan(account, repaired)?.fields ?? [];
    this.#pace.note(key, left);
    await this.#tell(account, repair, left, signal);
    if (left.length === 0) return { kind: 'repair', outcome: 'done' };
    return { kind: 'overruled', outcome: { afterMilliseconds: this.#pace.wait(key, left) } };
  }

  /** Says that there is no such Certificate any more. */
  forget(key: string): void {
    this.#pace.forget(key);
  }

  #plan(account: ServiceAccountName, certificate: ExistingCertificate): Repair | undefined {
    return planRepair(certificate, certificateObject(account, this.#options.issuance));
  }

  /** Patches this very version of it; gives undefined where there is another or none. */
  async #patch(
    { namespace }: ServiceAccountName,
    { metadata: { name, uid, resourceVersion } }: ExistingCertificate,
    { patch }: Repair,
    signal: AbortSignal,
  ): Promise<ExistingCertificate | undefined> {
    const metadata = { ...patch.metadata, uid, resourceVersion };
    try {
      return await this.#options.client.merge<KubeObject & ExistingCertificate>(
        resources.certificates,
        { namespace, name },
        { ...patch, metadata },
        { fieldManager, signal },
      );
    } catch (error) {
      if (isConflict(error) || isNotFound(error)) return undefined;
      throw error;
    }
  }

  async #tell(
    account: ServiceAccountName,
    { fields, surplus }: Repair,
    overruled: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const held = fields.filter((field) => !overruled.includes(field));
    const isForeign = held.some((field) => surplus.includes(field));
    if (held.length > 0) await this.#tellHeld(account, held, isForeign, signal);
    if (overruled.length > 0) await this.#tellOverruled(account, overruled, signal);
  }

  async #tellHeld(
    account: ServiceAccountName,
    fields: readonly string[],
    isForeign: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { events, logger } = this.#options;
    const certificate = certificateKey(account);
    const message = `${differed(certificate, fields)}; it was put right`;
    if (isForeign) {
      logger.warn('put a certificate right', { certificate, fields });
      await events.warn(account, notice('IAMRA444', message), signal);
      return;
    }
    // Others, or an upgrade of iamra: nobody can tell.
    logger.info('put a certificate right', { certificate, fields });
    const event = { type: 'Normal', reason: 'CertificatePutRight', message } as const;
    await events.tell(account, event, signal);
  }

  async #tellOverruled(
    account: ServiceAccountName,
    fields: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const { events, logger } = this.#options;
    const certificate = certificateKey(account);
    const problem = notice(
      'IAMRA444',
      `${differed(certificate, fields)}; it could not be put right: an admission webhook or policy writes it again`,
      'have that leave Certificates with the label app.kubernetes.io/managed-by=iamra alone; kubectl get mutatingwebhookconfigurations lists who may write',
    );
    logger.warn(problem.message, { code: problem.code, fix: problem.fix });
    await events.warn(account, problem, signal);
  }
}

function differed(certificate: string, fields: readonly string[]): string {
  return `Certificate ${certificate} differed from what this installation wants in ${fields.join(', ')}`;
}
