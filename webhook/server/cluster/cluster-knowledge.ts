import {
  countedAnnotations,
  roleOfAccount,
} from '../../../src/core/injection/annotations/account-annotations.ts';
import type { Annotations } from '../../../src/core/injection/injection-input.ts';
import type { Compatibility } from '../../../src/core/injection/injection-settings.ts';
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
  readonly compatibility: Compatibility | undefined;
}

/** Knows annotated ServiceAccounts and namespaces by watching them, and asks about the others. */
export class ClusterKnowledge implements ClusterReader {
  readonly #client: KubeClient;
  readonly #metrics: WebhookMetrics;
  readonly #compatibility: Compatibility | undefined;
  readonly #serviceAccounts: Watched<Annotations>;
  readonly #namespaces: Watched<Annotations>;

  constructor({ access, logger, metrics, compatibility }: ClusterKnowledgeOptions) {
    const client = new KubeClient(access);
    this.#client = client;
    this.#metrics = metrics;
    this.#compatibility = compatibility;
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
      reduce: openShiftUsers,
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
    const isSettled =
      known !== undefined && roleOfAccount(known, this.#compatibility) !== undefined;
    if (isSettled && this.#serviceAccounts.isCurrent) {
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
      const place = { namespace, name };
      const { metadata } = await this.#client.get(resources.serviceAccounts, place, options);
      return countedAnnotations(metadata.annotations ?? {}, this.#compatibility);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  #count(source: 'cache' | 'live' | 'stale' | 'failed'): void {
    this.#metrics.serviceAccountReads.increment({ source });
  }
}

function openShiftUsers({ metadata }: KubeObject): Annotations | undefined {
  const range = metadata.annotations?.[openShiftUserRange];
  return range === undefined ? undefined : { [openShiftUserRange]: range };
}

function unlessEmpty(annotations: Annotations): Annotations | undefined {
  return Object.keys(annotations).length === 0 ? undefined : annotations;
}
