import type { EnvironmentVariable } from '../pod/pod.ts';

/** In what one sidecar differs from the other; the fields are those of Kubernetes' Container. */
export interface SidecarPart {
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly command?: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly EnvironmentVariable[];
  readonly startupProbe: object;
}
