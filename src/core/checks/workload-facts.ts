import type { InjectionRequest } from '../injection/annotations/injection-request.ts';
import type { PodSpec } from '../injection/pod/pod.ts';
import type { Sidecar } from '../injection/sidecar.ts';

/** What a pod belongs to: its Deployment, StatefulSet, Job, …, or itself. */
export interface Owner {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A pod that asks for credentials, by itself or by its ServiceAccount, and isn't over. */
export interface OptedInPod {
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  readonly owner: Owner;
  /** What its annotations ask for; undefined where they are not valid. */
  readonly request: InjectionRequest | undefined;
  readonly agent: AgentState | undefined;
  readonly spec: PodSpec;
}

export interface AgentState {
  readonly sidecar: Sidecar;
  readonly isRunning: boolean;
  /** Its startup probe has succeeded. */
  readonly hasStarted: boolean;
  /** Undefined while it does not run. */
  readonly startedAt: Date | undefined;
  /** Why it does not run. */
  readonly reason: string;
  readonly healthPort: number;
  readonly credentialsPort: number;
}

/** What the agent of a pod says through the API server's proxy. */
export interface AgentReport {
  readonly pod: OptedInPod;
  readonly answer:
    | {
        readonly kind: 'answered';
        readonly status: number;
        readonly body: string;
        readonly metrics: string;
      }
    /** AWS's signing helper, which answers nobody: what its startup probe or its log says, if anything. */
    | { readonly kind: 'helper'; readonly hasStarted: boolean; readonly words: string }
    | { readonly kind: 'not-running'; readonly reason: string }
    | { readonly kind: 'unreachable'; readonly reason: string }
    | { readonly kind: 'forbidden'; readonly reason: string };
}

/** A workload with fewer pods than it wants, whose last attempt our admission, or its absence, refused. */
export interface WaitingWorkload extends Owner {
  readonly apiVersion: string;
  readonly missingPods: number;
  readonly message: string;
}
