import { createHash } from 'node:crypto';
import { isConflict } from '../kube/api-error.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { resources } from '../kube/resource.ts';

/** What an Event is about. */
export interface InvolvedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `kubectl describe` asks for Events by it. */
  readonly uid: string | undefined;
}

export interface EventText {
  readonly type: 'Normal' | 'Warning';
  /** A code, or a word in UpperCamelCase. */
  readonly reason: string;
  readonly message: string;
}

const component = 'iamra-identity-controller';
const fieldManager = 'iamra-identity';
// The API server takes no longer message.
const longestMessage = 1024;

/** Records an Event; one that was recorded before, and is still there, is brought up to date. */
export async function sendEvent(
  client: KubeClient,
  involvedObject: InvolvedObject,
  { type, reason, message }: EventText,
  signal: AbortSignal,
): Promise<void> {
  const { namespace } = involvedObject;
  const name = eventName(involvedObject.name, `${reason}${message}`);
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject,
    type,
    reason,
    message: message.slice(0, longestMessage),
    source: { component },
    reportingComponent: component,
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
  };
  const options = { fieldManager, signal };
  try {
    await client.create(resources.events, namespace, event, options);
  } catch (error) {
    if (!isConflict(error)) throw error;
    await client.merge(resources.events, { namespace, name }, { lastTimestamp: now }, options);
  }
}

/** The same for the same words, so that API servers keep one Event for them. */
function eventName(object: string, words: string): string {
  const hash = createHash('sha256').update(words).digest('hex').slice(0, 16);
  return `${object.slice(0, 200).replace(/[-.]+$/, '')}.${hash}`;
}
