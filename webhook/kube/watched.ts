import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import type { Logger } from '../observe/logger.ts';
import { isGone, isNotFound } from './api-error.ts';
import { Backoff } from './backoff.ts';
import type { KubeClient, Selection } from './kube-client.ts';
import { type KubeObject, objectKey } from './kube-object.ts';
import type { Resource } from './resource.ts';
import { SilenceLimit } from './silence-limit.ts';
import type { WatchEvent } from './watch-events.ts';

export interface WatchedOptions<T> extends Selection {
  readonly client: KubeClient;
  readonly resource: Resource;
  readonly metadataOnly?: boolean;
  /** What is kept of an object, beside what was kept of its form before; undefined: nothing, it does not count. */
  readonly reduce: (object: KubeObject, before: T | undefined) => T | undefined;
  /** Told of each change, after it; undefined: it is gone, or was not there before. */
  readonly onChange?: (key: string, value: T | undefined, before: T | undefined) => void;
  readonly logger: Logger;
  /** A CustomResourceDefinition that not every cluster has: without it there is nothing of the resource, and no failure. */
  readonly isOptional?: boolean;
  /** First delay after a failure, in milliseconds; default 250. */
  readonly retryMilliseconds?: number;
  /** How long a watch may say nothing; default: 2 minutes. */
  readonly silenceMilliseconds?: number;
}

// A page is there as text and as objects at once: larger ones take more memory than all that is kept of them.
const pageSize = 100;
const longestRetryMilliseconds = 30_000;
// As client-go: API servers that were added since get their share of watches.
const shortestWatchSeconds = 300;
// A connection may be cut without a word. Those to an API server that has nothing to say, not even by a
// bookmark, since nobody writes such objects, look the same: each is opened anew, and that is no failure.
const longestSilenceMilliseconds = 120_000;
// A watch that ends so soon, with nothing in it, is a fault: no reason to hurry.
const suspiciousMilliseconds = 1000;

/** What the cluster has of a resource, kept up to date by list and watch, cut down to what is needed. */
export class Watched<T> {
  readonly #options: WatchedOptions<T>;
  readonly #values = new Map<string, T>();
  readonly #abort = new AbortController();
  readonly #backoff: Backoff;
  readonly #firstList = Promise.withResolvers<undefined>();
  /** Where the watch goes on; undefined: a list is due. */
  #resourceVersion: string | undefined;
  #isCurrent = false;
  #isListed = false;
  #isServed = true;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: WatchedOptions<T>) {
    this.#options = options;
    const base = options.retryMilliseconds ?? 250;
    this.#backoff = new Backoff({ base, longest: longestRetryMilliseconds });
  }

  /** Lists and watches until `stop`; failures are logged and tried again. */
  start(): void {
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#ended;
  }

  /** Resolves when everything was listed once. */
  get listed(): Promise<undefined> {
    return this.#firstList.promise;
  }

  get isListed(): boolean {
    return this.#isListed;
  }

  /** Says whether a watch is open, so that what is here is at most moments old. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  /** @param key `namespace/name`, or the name alone */
  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  keys(): Iterable<string> {
    return this.#values.keys();
  }

  values(): Iterable<T> {
    return this.#values.values();
  }

  get size(): number {
    return this.#values.size;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped()) {
      try {
        this.#resourceVersion ??= await this.#list();
        await this.#watchInTime(this.#resourceVersion);
      } catch (error) {
        if (this.#isStopped()) return;
        if (isGone(error)) this.#resourceVersion = undefined;
        const milliseconds = Math.round(this.#backoff.next());
        if (this.#options.isOptional === true && isNotFound(error)) this.#takeAsEmpty();
        else this.#complain(error, milliseconds);
        const { signal } = this.#abort;
        await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  #isStopped(): boolean {
    return this.#abort.signal.aborted;
  }

  #complain(error: unknown, milliseconds: number): void {
    const { logger, resource } = this.#options;
    logger.warn('lost sight of a resource; trying again', {
      resource: resource.name,
      problem: errorMessage(error),
      milliseconds,
    });
  }

  #takeAsEmpty(): void {
    const { logger, resource } = this.#options;
    if (this.#isServed)
      logger.info('the cluster has no such resource', { resource: resource.name });
    this.#isServed = false;
    this.#resourceVersion = undefined;
    for (const key of [...this.#values.keys()]) this.#remove(key);
    this.#finishList();
  }

  #finishList(): void {
    this.#isListed = true;
    this.#firstList.resolve(undefined);
  }

  async #list(): Promise<string> {
    const { client, resource, metadataOnly, namespace, labelSelector, fieldSelector } =
      this.#options;
    const { signal } = this.#abort;
    const gone = new Set(this.#values.keys());
    let next: string | undefined;
    let resourceVersion: string;
    do {
      const page = await client.list(resource, {
        namespace,
        labelSelector,
        fieldSelector,
        metadataOnly,
        signal,
        limit: pageSize,
        continue: next,
      });
      for (const object of page.items) {
        gone.delete(objectKey(object));
        this.#put(object);
      }
      ({ next, resourceVersion } = page);
    } while (next !== undefined);
    for (const key of gone) this.#remove(key);
    this.#isServed = true;
    this.#finishList();
    return resourceVersion;
  }

  /** @throws {Error} where there is no answer for too long */
  async #watchInTime(resourceVersion: string): Promise<void> {
    const { silenceMilliseconds = longestSilenceMilliseconds } = this.#options;
    const silence = new SilenceLimit(silenceMilliseconds);
    try {
      await this.#watch(resourceVersion, silence);
    } catch (error) {
      if (!silence.isOver) throw error;
      if (!this.#isCurrent) throw silence.error;
      this.#backoff.reset();
    } finally {
      silence.stop();
      this.#isCurrent = false;
    }
  }

  async #watch(resourceVersion: string, silence: SilenceLimit): Promise<void> {
    const start = performance.now();
    const { client, resource, metadataOnly, namespace, labelSelector, fieldSelector } =
      this.#options;
    const events = await client.watch(resource, {
      namespace,
      labelSelector,
      fieldSelector,
      metadataOnly,
      resourceVersion,
      signal: AbortSignal.any([this.#abort.signal, silence.signal]),
      timeoutSeconds: Math.round(shortestWatchSeconds * (1 + Math.random())),
    });
    this.#isCurrent = true;
    silence.heard();
    for await (const event of events) {
      silence.heard();
      this.#backoff.reset();
      this.#take(event);
    }
    const wasUnchanged = this.#resourceVersion === resourceVersion;
    if (wasUnchanged && performance.now() - start < suspiciousMilliseconds) {
      throw new Error('the API server ended the watch at once');
    }
    this.#backoff.reset();
  }

  #take({ type, object }: WatchEvent<KubeObject>): void {
    this.#resourceVersion = object.metadata.resourceVersion;
    if (type === 'DELETED') this.#remove(objectKey(object));
    else if (type !== 'BOOKMARK') this.#put(object);
  }

  #put(object: KubeObject): void {
    const key = objectKey(object);
    const before = this.#values.get(key);
    const value = this.#options.reduce(object, before);
    if (value === undefined) {
      this.#remove(key);
      return;
    }
    this.#values.set(key, value);
    this.#options.onChange?.(key, value, before);
  }

  #remove(key: string): void {
    const before = this.#values.get(key);
    if (this.#values.delete(key)) this.#options.onChange?.(key, undefined, before);
  }
}
