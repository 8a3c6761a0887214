import { inject } from 'vitest';
import type { UserMachine } from './installation.ts';
import { nodePod } from './node-pod.ts';
import { pollCluster } from './poll-cluster.ts';

/** A pod as admission leaves it, in the parts that tests look at. */
export interface AdmittedPod {
  readonly spec: { readonly containers: Container[]; readonly initContainers?: Container[] };
}

interface Container {
  readonly name: string;
  readonly env?: ReadonlyArray<{ readonly name: string; readonly value?: string }>;
}

export interface PodParts {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** JavaScript of its container `app`. */
  readonly script?: string;
}

/** Makes pods of ServiceAccount web in a namespace. */
export class AdmittedPods {
  readonly #kubectl: UserMachine['kubectl'];
  readonly #namespace: string;

  constructor({ kubectl }: UserMachine, namespace: string) {
    this.#kubectl = kubectl;
    this.#namespace = namespace;
  }

  async create(name: string, parts: PodParts, ...flags: string[]): Promise<AdmittedPod> {
    const { labels, annotations, script = '' } = parts;
    const place = { name, namespace: this.#namespace, image: inject('image') };
    const { metadata, spec, ...pod } = nodePod(place, { script }) as Record<string, object>;
    const object = {
      ...pod,
      metadata: { ...metadata, labels, annotations },
      spec: { ...spec, serviceAccountName: 'web' },
    };
    const words = ['create', '--filename=-', '--output=json', ...flags];
    return JSON.parse(await this.#kubectl(words, JSON.stringify(object))) as AdmittedPod;
  }

  /** What admission makes of a pod that is not stored. */
  admit(parts: PodParts): Promise<AdmittedPod> {
    return this.create('probe', parts, '--dry-run=server');
  }

  /** API servers and replicas of the webhook see a change only a moment later. */
  async until(parts: PodParts, holds: (pod: AdmittedPod) => boolean): Promise<void> {
    await pollCluster(async () => holds(await this.admit(parts)) || undefined);
  }

  /** What a container has written so far; '' before it runs. */
  log(name: string, container: string): Promise<string> {
    const words = ['logs', name, `--container=${container}`, `--namespace=${this.#namespace}`];
    return this.#kubectl(words).catch(() => '');
  }
}

/** The names of a pod's app containers. */
export function containerNames({ spec }: AdmittedPod): string[] {
  return spec.containers.map(({ name }) => name);
}

/** The variables of an app container. */
export function environmentOf(
  { spec }: AdmittedPod,
  container: string,
): Map<string, string | undefined> {
  const { env = [] } = spec.containers.find(({ name }) => name === container) ?? {};
  return new Map(env.map(({ name, value }) => [name, value]));
}
