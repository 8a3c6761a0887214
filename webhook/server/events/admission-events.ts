import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { type Clock, systemClock } from '../../agent/clock.ts';
import { sendEvent } from '../../kube/events/send-event.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import type { Logger } from '../../observe/logger.ts';
import type { Admission } from '../admission/admission.ts';
import type { AdmissionRequest } from '../admission/admission-review.ts';
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts';
import { EventQueue } from './event-queue.ts';
import { type AdmissionEvent, eventsOfAdmission } from './events-of-admission.ts';
import { findOwner } from './find-owner.ts';

export interface AdmissionEventsOptions {
  readonly client: KubeClient;
  readonly metrics: WebhookMetrics;
  readonly logger: Logger;
  readonly clock?: Clock;
}

const reporter = { component: 'iamra-injector-webhook', fieldManager: 'iamra-injector' };
const stopMilliseconds = 2000;

/** Tells the owners of pods, by Events, what the API server tells only whoever creates the pod. */
export class AdmissionEvents {
  readonly #client: KubeClient;
  readonly #queue: EventQueue<AdmissionEvent>;

  constructor({ client, metrics, logger, clock = systemClock }: AdmissionEventsOptions) {
    this.#client = client;
    this.#queue = new EventQueue({
      clock,
      send: (event, times, signal) => this.#send(event, times, signal),
      onResult: (result) => {
        metrics.events.increment({ result });
      },
      onError: (error) => {
        logger.warn('could not record an event', { problem: errorMessage(error) });
      },
    });
  }

  /** Costs the request no more than a note. */
  add(request: AdmissionRequest, admission: Admission): void {
    for (const event of eventsOfAdmission(request, admission)) {
      const { namespace, kind, uid } = event.controller;
      this.#queue.add([namespace, kind, uid, event.code].join(' '), event);
    }
  }

  /** Tries briefly to send what waits. */
  async stop(): Promise<void> {
    await this.#queue.stop(stopMilliseconds);
  }

  async #send(
    { controller, code, message }: AdmissionEvent,
    times: number,
    signal: AbortSignal,
  ): Promise<void> {
    const involvedObject = await findOwner(this.#client, controller, signal);
    const text = { type: 'Warning', reason: code, message } as const;
    const event = { ...text, involvedObject, reporter, series: code, times };
    await sendEvent(this.#client, event, signal);
  }
}
