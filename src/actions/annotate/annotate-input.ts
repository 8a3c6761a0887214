import type { Selection } from '../../core/annotate/selection/selection.ts';
import type { KubeSettings } from '../../kube/load-kubeconfig.ts';

/** How many objects are looked at, or changed and followed, at a time. */
export const atOnce = 8;

/** Who is asked about a change before it is made: the API server, or nobody but iamra itself. */
export type Trial = 'client' | 'server' | 'server_with_pods';

/** Which objects of which cluster are meant, and how their change is tried out. */
export interface EditInput {
  readonly selection: Selection;
  /** Absent: the context's. */
  readonly namespace: string | undefined;
  readonly allNamespaces: boolean;
  readonly cluster: KubeSettings;
  readonly trial: Trial;
  /** Takes over what other field managers wrote. */
  readonly forceConflicts: boolean;
}

/** What the user asks of `annotate`. */
export interface AnnotateInput extends EditInput {
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
