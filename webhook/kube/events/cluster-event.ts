/** What an Event is about. */
export interface InvolvedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Undefined for what lives in no namespace. */
  readonly namespace: string | undefined;
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

export interface EventReporter {
  /** What `kubectl describe` shows under From. */
  readonly component: string;
  readonly fieldManager: string;
}

export interface ClusterEvent extends EventText {
  readonly involvedObject: InvolvedObject;
  readonly reporter: EventReporter;
  /** Events of an object that share it are one; default: reason and message. */
  readonly series?: string;
  /** How often it happened since it was last sent; default: 1. */
  readonly times?: number;
}
