import { createHash } from 'node:crypto';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import type { ServiceAccountName } from '../../src/core/identity/service-account.ts';
import type { InjectionNotice } from '../../src/core/injection/injection-decision.ts';
import { isConflict } from '../kube/api-error.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { KubeObject } from '../kube/kube-object.ts';
import { resources } from '../kube/resource.ts';
import type { Logger } from '../server/logger.ts';

const component = 'iamra-identity-controller';
const fieldManager = 'iamra-identity';
// API servers forget Events after an hour.
const repeatMilliseconds = 30 * 60_000;
// The API server takes no longer message.
const longestMessage = 1024;

/** Tells users of problems with a ServiceAccount, by Events that `kubectl describe` shows. */
export class EventRecorder {
  readonly #client: KubeClient;
  readonly #logger: Logger;
  readonly #told = new Map<string, number>();

  constructor(client: KubeClient, logger: Logger) {
    this.#client = client;
    this.#logger = logger;
  }

  /** Says it once, and again while it lasts; never rejects: an Event is no reason to fail. */
  async warn(
    account: ServiceAccountName,
    problem: InjectionNotice,
    signal: AbortSignal,
  ): Promise<void> {
    const name = eventName(account, problem);
    const last = this.#told.get(`${account.namespace}/${name}`) ?? -Infinity;
    if (performance.now() - last < repeatMilliseconds) return;
    this.#told.set(`${account.namespace}/${name}`, performance.now());
    try {
      await this.#send(account, problem, name, signal);
    } catch (error) {
      this.#logger.warn('could not record an event', { problem: errorMessage(error) });
    }
  }

  async #send(
    account: ServiceAccountName,
    { code, message, fix }: InjectionNotice,
    name: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace } = account;
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        ...account,
        uid: await this.#uidOf(account, signal),
      },
      type: 'Warning',
      reason: code,
      message: `${code} ${message}. Fix: ${fix}`.slice(0, longestMessage),
      source: { component },
      reportingComponent: component,
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
    };
    try {
      await this.#client.create(resources.events, namespace, event, { fieldManager, signal });
    } catch (error) {
      if (!isConflict(error)) throw error;
      const place = { namespace, name };
      await this.#client.merge(
        resources.events,
        place,
        { lastTimestamp: now },
        { fieldManager, signal },
      );
    }
  }

  // `kubectl describe` asks for Events by it.
  async #uidOf(account: ServiceAccountName, signal: AbortSignal): Promise<string | undefined> {
    const options = { metadataOnly: true, signal };
    const found = await this.#client
      .get<KubeObject>(resources.serviceAccounts, account, options)
      .catch(() => undefined);
    return found?.metadata.uid;
  }
}

function eventName({ name }: ServiceAccountName, { code, message }: InjectionNotice): string {
  const hash = createHash('sha256').update(`${code}${message}`).digest('hex').slice(0, 16);
  return `${name.slice(0, 200).replace(/[-.]+$/, '')}.${hash}`;
}
