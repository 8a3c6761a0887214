/** A pod as it came, and what the cluster knows about it. */
export interface InjectionInput {
  /** The raw JSON of the pod, or of a pod template: nothing is dropped from it. */
  readonly pod: unknown;
  readonly namespace: string;
  /** The pod's ServiceAccount; absent where it is not known or does not exist. */
  readonly serviceAccount?: { readonly annotations?: Annotations | undefined } | undefined;
  readonly namespaceAnnotations?: Annotations | undefined;
}

export type Annotations = Readonly<Record<string, string>>;
