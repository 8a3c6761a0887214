/** Drift detection as its controllers show it. */
export interface DriftDetectionState {
  readonly namespace: string;
  readonly controllers: readonly ControllerReport[];
}

/** What one replica of the identity controller shows on /metrics. */
export type ControllerReport =
  | { readonly kind: 'answered'; readonly metrics: string }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'forbidden'; readonly reason: string };
