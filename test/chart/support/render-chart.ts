import { parseAllDocuments } from 'yaml';
import { chartFolder, type Ended, type HelmVersion, helm } from './helm.ts';

/** An object of the rendered chart. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface RenderOptions {
  readonly version?: HelmVersion;
  readonly kubeVersion?: string;
  readonly namespace?: string;
}

/** `helm template`, without a cluster, whatever comes of it. */
export function template(
  values: object,
  { version = 'helm-4', kubeVersion = '1.35.0', namespace = 'iamra-system' }: RenderOptions = {},
): Promise<Ended> {
  return helm(
    version,
    [
      ...['template', 'iamra-injector', chartFolder],
      ...['--namespace', namespace, '--kube-version', kubeVersion],
    ],
    { values },
  );
}

/** The objects of the chart, with `cluster` set if the values do not say it. */
export async function renderChart(
  values: object = {},
  options?: RenderOptions,
): Promise<Rendered[]> {
  const { exitCode, stdout, stderr } = await template({ cluster: 'home', ...values }, options);
  if (exitCode !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as Rendered | null)
    .filter((object) => object !== null);
}

/** The one object of a kind and name. */
export function find(objects: readonly Rendered[], kind: string, name: string): Rendered {
  const [object, ...others] = objects.filter(
    (candidate) => candidate.kind === kind && candidate.metadata.name === name,
  );
  if (object === undefined || others.length > 0) {
    throw new Error(`${others.length + (object ? 1 : 0)} objects ${kind} ${name}`);
  }
  return object;
}

export function ofKind(objects: readonly Rendered[], kind: string): Rendered[] {
  return objects.filter((object) => object.kind === kind);
}

/** `Kind/name` of each object. */
export function names(objects: readonly Rendered[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}
