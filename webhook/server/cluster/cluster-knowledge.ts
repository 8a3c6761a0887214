import { annotationKey, annotationPrefix } from '../../../src/core/injection/annotation-keys.ts';
import type { Annotations } from '../../../src/core/injection/injection-input.ts';
import { openShiftUserRange } from '../../../src/core/injection/plan-injection.ts';
import { isNotFound } from '../../kube/api-error.ts';
import type { ClusterAccess } from '../../kube/cluster-access.ts';
import { KubeClient } from '../../kube/kube-client.ts';
import type { KubeObject } from '../../kube/kube-object.ts';
import { resources } from '../../kube/resource.ts';
import { Watched } from '../../kube/watched.ts';
import type { Logger } from '../logger.ts';
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts';
import type { ClusterReader } from './cluster-reader.ts';

export interface ClusterKnowledgeOptions {
  readonly access: ClusterAccess;
  readonly logger: Logger;
  readonly metrics: WebhookMetrics;
}

/** Knows annotated ServiceAccounts and namespaces by watching them, and asks about the others. */
export class ClusterKnowledge implements ClusterReader {
  readonly #client: KubeClient;
  readonly #metrics: WebhookMetrics;
  readonly #serviceAccounts: Watched<Annotations>;
  readonly #namespaces: Watched<Annotations>;

  constructor({ access, logger, metrics }: ClusterKnowledgeOptions) {
    const client = new KubeClient(access);
    this.#client = client;
    this.#metrics = metrics;
    this.#serviceAccounts = new Watched({
      client,
      logger,
      resource: resources.serviceAccounts,
      metadataOnly: true,
      reduce: (object) => unlessEmpty(ourAnnotations(object)),
    });
    this.#namespaces = new Watched({
      client,
      logger,
      resource: resources.namespaces,
      metadataOnly: true,
      reduce: (object) => unlessEmpty(pick(object, (key) => key === openShiftUserRange)),
    });
    this.#serviceAccounts.start();
    this.#namespaces.start();
  }

  namespaceAnnotationsOf(namespace: string): Annotations | undefined {
    return this.#namespaces.get(namespace);
  }

  // Whoever was annotated a moment ago may not be known yet: only a role that is known needs no look.
  async annotationsOf(
    namespace: string,
    name: string,
    deadline: number,
  ): Promise<Annotations | undefined> {
    const known = this.#serviceAccounts.get(`${namespace}/${name}`);
    if (known?.[annotationKey.roleArn] !== undefined && this.#serviceAccounts.isCurrent) {
      this.#count('cache');
      return known;
    }
    try {
      const annotations = await this.#read(namespace, name, deadline);
      this.#count('live');
      return annotations;
    } catch (error) {
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
    this.#client.close();
  }

  async #read(namespace: string, name: string, deadline: number): Promise<Annotations | undefined> {
    const timeoutMilliseconds = Math.max(1, Math.round(deadline - performance.now()));
    const options = { metadataOnly: true, timeoutMilliseconds };
    try {
      return ourAnnotations(
        await this.#client.get(resources.serviceAccounts, { namespace, name }, options),
      );
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  #count(source: 'cache' | 'live' | 'stale' | 'failed'): void {
    this.#metrics.serviceAccountReads.increment({ source });
  }
}

function ourAnnotations(object: KubeObject): Annotations {
  return pick(object, (key) => key.startsWith(annotationPrefix));
}

function pick({ metadata }: KubeObject, isWanted: (key: string) => boolean): Annotations {
  return Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).filter(([key]) => isWanted(key)),
  );
}

function unlessEmpty(annotations: Annotations): Annotations | undefined {
  return Object.keys(annotations).length === 0 ? undefined : annotations;
}
