import { errorMessage } from '../../../src/core/errors/error-message.ts';
import type { EventText } from '../../kube/events/cluster-event.ts';
import { sendEvent } from '../../kube/events/send-event.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import { resources } from '../../kube/resource.ts';
import type { Logger } from '../../observe/logger.ts';
import { reporter } from '../reporter.ts';

export interface DriftEventsOptions {
  readonly client: KubeClient;
  readonly logger: Logger;
  /** The controller's own: what `kubectl describe deployment` shows. */
  readonly deployment: { readonly namespace: string; readonly name: string };
}

/** Tells of drift by Events of the controller's Deployment. */
export class DriftEvents {
  readonly #options: DriftEventsOptions;

  constructor(options: DriftEventsOptions) {
    this.#options = options;
  }

  /** Never rejects: an Event is no reason to fail. */
  async tell(event: EventText, signal: AbortSignal): Promise<void> {
    const { client, logger, deployment } = this.#options;
    try {
      const { metadata } = await client.get(resources.deployments, deployment, {
        metadataOnly: true,
        signal,
      });
      const involvedObject = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        ...deployment,
        uid: metadata.uid,
      };
      await sendEvent(client, { ...event, involvedObject, reporter }, signal);
    } catch (error) {
      if (signal.aborted) return;
      logger.warn('could not record an event', { problem: errorMessage(error) });
    }
  }
}
