import { errorMessage } from '../../src/core/errors/error-message.ts';
import type { ServiceAccountName } from '../../src/core/identity/service-account.ts';
import type { InjectionNotice } from '../../src/core/injection/injection-decision.ts';
import type { EventText } from '../kube/events/cluster-event.ts';
import { sendEvent } from '../kube/events/send-event.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { KubeObject } from '../kube/kube-object.ts';
import { resources } from '../kube/resource.ts';
import type { Logger } from '../observe/logger.ts';
import { RecentlyTold } from './recently-told.ts';
import { reporter } from './reporter.ts';

// API servers forget Events after an hour.
const repeatMilliseconds = 30 * 60_000;

/** Tells users of problems with a ServiceAccount, by Events that `kubectl describe` shows. */
export class EventRecorder {
  readonly #client: KubeClient;
  readonly #logger: Logger;
  readonly #told = new RecentlyTold(repeatMilliseconds);

  constructor(client: KubeClient, logger: Logger) {
    this.#client = client;
    this.#logger = logger;
  }

  /** Says it once, and again while it lasts; never rejects: an Event is no reason to fail. */
  async warn(
    account: ServiceAccountName,
    { code, message, fix }: InjectionNotice,
    signal: AbortSignal,
  ): Promise<void> {
    const text = `${code} ${message}. Fix: ${fix}`;
    await this.tell(account, { type: 'Warning', reason: code, message: text }, signal);
  }

  /** As `warn`, of what needs no fix. */
  async tell(account: ServiceAccountName, event: EventText, signal: AbortSignal): Promise<void> {
    const key = `${account.namespace}/${account.name} ${event.reason} ${event.message}`;
    if (this.#told.has(key)) return;
    try {
      const uid = await this.#uidOf(account, signal);
      const involvedObject = { apiVersion: 'v1', kind: 'ServiceAccount', ...account, uid };
      await sendEvent(this.#client, { ...event, involvedObject, reporter }, signal);
      this.#told.note(key);
    } catch (error) {
      this.#logger.warn('could not record an event', { problem: errorMessage(error) });
    }
  }

  async #uidOf(account: ServiceAccountName, signal: AbortSignal): Promise<string | undefined> {
    const options = { metadataOnly: true, signal };
    const found = await this.#client
      .get<KubeObject>(resources.serviceAccounts, account, options)
      .catch(() => undefined);
    return found?.metadata.uid;
  }
}
