import type { Rendered } from './render-chart.ts';

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  readonly ports?: ReadonlyArray<{ readonly name: string; readonly containerPort: number }>;
  readonly [field: string]: unknown;
}

export interface PodTemplate {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly containers: readonly [Container];
    readonly serviceAccountName: string;
    readonly [field: string]: unknown;
  };
}

/** What a Deployment or a Job makes its pods of. */
export function podTemplate(workload: Rendered): PodTemplate {
  return (workload['spec'] as { readonly template: PodTemplate }).template;
}

/** The environment of its one container. */
export function environment(workload: Rendered): Record<string, string> {
  const [container] = podTemplate(workload).spec.containers;
  return Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
}
