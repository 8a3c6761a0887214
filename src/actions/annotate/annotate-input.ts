import type { Target } from '../../core/annotate/target.ts';
import type { KubeSettings } from '../../kube/load-kubeconfig.ts';

/** Which object of which cluster is meant. */
export interface TargetInput {
  readonly target: Target;
  /** Absent: the context's. */
  readonly namespace: string | undefined;
  readonly cluster: KubeSettings;
}

/** What the user asks of `annotate`. */
export interface AnnotateInput extends TargetInput {
  /** A name in `iamra.yaml`. */
  readonly role: string;
  readonly configFile: string;
  /** Of this program: names the agent's image where the installation's settings can't be read. */
  readonly version: string;
}

/** How long to wait for what a change sets off. */
export interface Patience {
  readonly milliseconds: number;
  readonly pollMilliseconds: number;
}
