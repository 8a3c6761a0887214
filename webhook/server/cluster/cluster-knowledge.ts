import {
  countedAnnotations,
  roleOfAccount,
} from '../../../src/core/injection/annotations/account-annotations.ts';
import type { Annotations } from '../../../src/core/injection/injection-input.ts';
import type { Compatibility } from '../../../src/core/injection/injection-settings.ts';
import { openShiftUserRange } from '../../../src/core/injection/plan-injection.ts';
import { isNotFound } from '../../kube/api-error.ts';
import type { KubeClient, ReadOptions } from '../../kube/kube-client.ts';
import type { KubeObject } from '../../kube/kube-object.ts';
import { resources } from '../../kube/resource.ts';
import { Watched } from '../../kube/watched.ts';
import type { Logger } from '../../observe/logger.ts';
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts';
import { millisecondsUntil } from '../milliseconds-until.ts';
import type { ClusterReader, Labels, NamespaceReader } from './cluster-reader.ts';

export interface ClusterKnowledgeOptions {
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly metrics: WebhookMetrics;
  readonly compatibility: Compatibility | undefined;
  /** Whether a policy has copied to the pod what its ServiceAccount says. */
  readonly annotationsCopied: boolean;
}

interface KnownNamespace {
  readonly annotations: Annotations | undefined;
  readonly labels: Labels;
}

/** Knows annotated ServiceAccounts and namespaces by watching them, and asks about the others. */
export class ClusterKnowledge implements ClusterReader, NamespaceReader {
  readonly #client: KubeClient;
  readonly #metrics: WebhookMetrics;
  readonly #compatibility: Compatibility | undefined;
  readonly #annotationsCopied: boolean;
  readonly #serviceAccounts: Watched<Annotations>;
  readonly #namespaces: Watched<KnownNamespace>;

  constructor(options: ClusterKnowledgeOptions) {
    const { client, logger, metrics, compatibility, annotationsCopied } = options;
    this.#client = client;
    this.#metrics = metrics;
    this.#compatibility = compatibility;
    // Of EKS' annotations the policy copies the role alone.
    this.#annotationsCopied = annotationsCopied && compatibility?.eksAnnotations !== true;
    this.#serviceAccounts = new Watched({
      client,
      logger,
      resource: resources.serviceAccounts,
      metadataOnly: true,
      reduce: ({ metadata }) =>
        unlessEmpty(countedAnnotations(metadata.annotations ?? {}, compatibility)),
    });
    this.#namespaces = new Watched({
      client,
      logger,
      resource: resources.namespaces,
      metadataOnly: true,
      reduce: reduceNamespace,
    });
    this.#serviceAccounts.start();
    this.#namespaces.start();
  }

  /** Whether all were listed once: until then `namespaceAnnotationsOf` may overlook what one says. */
  get knowsNamespaces(): boolean {
    return this.#namespaces.isListed;
  }

  namespaceAnnotationsOf(namespace: string): Annotations | undefined {
    return this.#namespaces.get(namespace)?.annotations;
  }

  async namespaceLabelsOf(name: string, deadline: number): Promise<Labels | undefined> {
    const known = this.#namespaces.get(name);
    if (known !== undefined) return known.labels;
    const read = this.#client.get(resources.namespaces, { name }, untilDeadline(deadline));
    const namespace = await unlessMissing(read);
    return namespace && reduceNamespace(namespace).labels;
  }

  // Whoever was annotated a moment ago may not be known yet: only a role that is known, or a pod that
  // brings all of it, needs no look.
  knownAnnotationsOf(namespace: string, name: string): Annotations | undefined {
    if (!this.#serviceAccounts.isCurrent) return undefined;
    const known = this.#serviceAccounts.get(`${namespace}/${name}`) ?? {};
    if (!this.#annotationsCopied && roleOfAccount(known, this.#compatibility) === undefined) {
      return undefined;
    }
    this.#count('cache');
    return known;
  }

  async annotationsOf(
    namespace: string,
    name: string,
    deadline: number,
  ): Promise<Annotations | undefined> {
    try {
      const annotations = await this.#read(namespace, name, deadline);
      this.#count('live');
      return annotations;
    } catch (error) {
      const known = this.#serviceAccounts.get(`${namespace}/${name}`);
      if (known === undefined) {
        this.#count('failed');
        throw error;
      }
      this.#count('stale');
      return known;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.#serviceAccounts.stop(), this.#namespaces.stop()]);
  }

  async #read(namespace: string, name: string, deadline: number): Promise<Annotations | undefined> {
    const place = { namespace, name };
    const read = this.#client.get(resources.serviceAccounts, place, untilDeadline(deadline));
    const account = await unlessMissing(read);
    return account && countedAnnotations(account.metadata.annotations ?? {}, this.#compatibility);
  }

  #count(source: 'cache' | 'live' | 'stale' | 'failed'): void {
    this.#metrics.serviceAccountReads.increment({ source });
  }
}

function untilDeadline(deadline: number): ReadOptions {
  return { metadataOnly: true, timeoutMilliseconds: millisecondsUntil(deadline) };
}

async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function reduceNamespace({ metadata }: KubeObject): KnownNamespace {
  const { annotations, labels = {} } = metadata;
  const range = annotations?.[openShiftUserRange];
  return {
    labels,
    annotations: range === undefined ? undefined : { [openShiftUserRange]: range },
  };
}

function unlessEmpty(annotations: Annotations): Annotations | undefined {
  return Object.keys(annotations).length === 0 ? undefined : annotations;
}
