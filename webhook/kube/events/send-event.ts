import { isConflict } from '../api-error.ts';
import type { KubeClient } from '../kube-client.ts';
import type { KubeObject } from '../kube-object.ts';
import { resources } from '../resource.ts';
import type { ClusterEvent } from './cluster-event.ts';
import { eventName } from './event-name.ts';

// The API server takes no longer message.
const longestMessage = 1024;
const attempts = 3;

/** Records an Event; one of its series that is still there is brought up to date. */
export async function sendEvent(
  client: KubeClient,
  event: ClusterEvent,
  signal: AbortSignal,
): Promise<void> {
  const { involvedObject, reporter, type, reason, times = 1 } = event;
  const { series = `${reason}${event.message}` } = event;
  // Where Kubernetes keeps Events of what lives in no namespace.
  const { namespace = 'default' } = involvedObject;
  const { component, fieldManager } = reporter;
  const name = eventName(involvedObject, series);
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const message = event.message.slice(0, longestMessage).toWellFormed();
  const object = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject,
    type,
    reason,
    message,
    source: { component },
    reportingComponent: component,
    firstTimestamp: now,
    lastTimestamp: now,
    count: times,
  };
  try {
    await client.create(resources.events, namespace, object, { fieldManager, signal });
  } catch (error) {
    if (!isConflict(error)) throw error;
    const place = { namespace, name };
    await update(client, place, { message, lastTimestamp: now, times }, { fieldManager, signal });
  }
}

interface EventUpdate {
  readonly message: string;
  readonly lastTimestamp: string;
  readonly times: number;
}

type CountedEvent = KubeObject & { readonly count?: number };

/** Reads by writing, so that whoever reports needs no right to read Events. */
async function update(
  client: KubeClient,
  place: { readonly namespace: string; readonly name: string },
  { times, ...news }: EventUpdate,
  options: { readonly fieldManager: string; readonly signal: AbortSignal },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await client.merge<CountedEvent>(resources.events, place, news, options);
    const { resourceVersion } = found.metadata;
    const count = { count: (found.count ?? 1) + times, metadata: { resourceVersion } };
    try {
      await client.merge(resources.events, place, count, options);
      return;
    } catch (error) {
      // Another replica has counted in between.
      if (!isConflict(error) || attempt === attempts) throw error;
    }
  }
}
