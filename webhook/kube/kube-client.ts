import type { ClusterAccess } from './cluster-access.ts';
import type { KubeObject } from './kube-object.ts';
import { type Place, type Resource, resourcePath } from './resource.ts';
import { Transport } from './transport.ts';
import { readWatchEvents, type WatchEvent } from './watch-events.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: 10,000. */
  readonly timeoutMilliseconds?: number | undefined;
}

export interface ReadOptions extends CallOptions {
  /** Only the metadata is sent: a fraction of the bytes. */
  readonly metadataOnly?: boolean | undefined;
}

export interface Selection {
  /** Absent: all of the cluster. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

export interface ListOptions extends ReadOptions, Selection {
  readonly limit?: number | undefined;
  readonly continue?: string | undefined;
}

export interface ListPage<T> {
  readonly items: readonly T[];
  /** The token of the next page; undefined on the last one. */
  readonly next: string | undefined;
  /** Where a watch of what is listed begins. */
  readonly resourceVersion: string;
}

export interface WatchOptions extends Selection {
  readonly metadataOnly?: boolean | undefined;
  readonly resourceVersion: string;
  readonly signal: AbortSignal;
  /** The API server ends the watch then. */
  readonly timeoutSeconds: number;
}

export interface WriteOptions extends CallOptions {
  readonly fieldManager: string;
  /** The server checks and admits, and stores nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface ApplyOptions extends WriteOptions {
  /** Takes fields over that others own. */
  readonly force?: boolean | undefined;
}

export interface DeleteOptions extends CallOptions {
  /** Only this one: not what has the same name by now. */
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

/** Beyond what it asked of the server a watch waits for no end of it. */
const watchGraceMilliseconds = 30_000;

/** The calls of the Kubernetes API that iamra's processes make; each throws an ApiError where it is refused. */
export class KubeClient {
  readonly #transport: Transport;

  constructor(access: ClusterAccess) {
    this.#transport = new Transport(access);
  }

  async get<T extends KubeObject>(
    resource: Resource,
    place: Required<Pick<Place, 'name'>> & Place,
    { metadataOnly, ...call }: ReadOptions = {},
  ): Promise<T> {
    const path = resourcePath(resource, place);
    const accept = metadataOnly === true ? metadataOf('PartialObjectMetadata') : undefined;
    return (await this.#transport.json({ method: 'GET', path, accept, ...call })) as T;
  }

  /** Reads what lies at a path that belongs to no resource, such as `/version`. */
  read(path: string, call: CallOptions = {}): Promise<unknown> {
    return this.#transport.json({ method: 'GET', path, ...call });
  }

  async list<T extends KubeObject>(
    resource: Resource,
    options: ListOptions = {},
  ): Promise<ListPage<T>> {
    const { namespace, metadataOnly, signal, timeoutMilliseconds, ...query } = options;
    const accept = metadataOnly === true ? metadataOf('PartialObjectMetadataList') : undefined;
    const answer = await this.#transport.json({
      method: 'GET',
      path: resourcePath(resource, { namespace }),
      query: { ...query },
      accept,
      signal,
      timeoutMilliseconds,
    });
    const { items, metadata } = answer as RawList<T>;
    const next = metadata.continue === '' ? undefined : metadata.continue;
    return { items: items ?? [], next, resourceVersion: metadata.resourceVersion };
  }

  /** Opens a stream of each change after the resource version, until the server or the signal ends it. */
  async watch<T extends KubeObject>(
    resource: Resource,
    options: WatchOptions,
  ): Promise<AsyncIterable<WatchEvent<T>>> {
    const { namespace, metadataOnly, signal, ...query } = options;
    const accept = metadataOnly === true ? metadataOf('PartialObjectMetadata') : undefined;
    const response = await this.#transport.open({
      method: 'GET',
      path: resourcePath(resource, { namespace }),
      query: { ...query, watch: true, allowWatchBookmarks: true },
      accept,
      signal,
      timeoutMilliseconds: options.timeoutSeconds * 1000 + watchGraceMilliseconds,
    });
    return readWatchEvents<T>(response);
  }

  async create<T extends KubeObject>(
    resource: Resource,
    namespace: string | undefined,
    object: object,
    { fieldManager, dryRun, ...call }: WriteOptions,
  ): Promise<T> {
    const answer = await this.#transport.json({
      method: 'POST',
      path: resourcePath(resource, { namespace }),
      query: { fieldManager, dryRun: dryRunOf(dryRun) },
      body: object,
      ...call,
    });
    return answer as T;
  }

  /** Server-side apply: the object's fields become the field manager's. */
  async apply<T extends KubeObject>(
    resource: Resource,
    object: KubeObject,
    { fieldManager, dryRun, force, ...call }: ApplyOptions,
  ): Promise<T> {
    const answer = await this.#transport.json({
      method: 'PATCH',
      path: resourcePath(resource, object.metadata),
      query: { fieldManager, dryRun: dryRunOf(dryRun), force },
      body: object,
      contentType: 'application/apply-patch+yaml',
      ...call,
    });
    return answer as T;
  }

  /** Merge patch (RFC 7396); with metadata.resourceVersion in it, only of that version. */
  async merge<T extends KubeObject>(
    resource: Resource,
    place: Required<Pick<Place, 'name'>> & Place,
    patch: object,
    { fieldManager, dryRun, ...call }: WriteOptions,
  ): Promise<T> {
    const answer = await this.#transport.json({
      method: 'PATCH',
      path: resourcePath(resource, place),
      query: { fieldManager, dryRun: dryRunOf(dryRun) },
      body: patch,
      contentType: 'application/merge-patch+json',
      ...call,
    });
    return answer as T;
  }

  /** Replaces the status of an object, if the object is still of the version that it carries. */
  async replaceStatus(
    resource: Resource,
    object: KubeObject & { readonly status: object },
    { fieldManager, dryRun, ...call }: WriteOptions,
  ): Promise<void> {
    const { namespace, name } = object.metadata;
    await this.#transport.json({
      method: 'PUT',
      path: resourcePath(resource, { namespace, name, subresource: 'status' }),
      query: { fieldManager, dryRun: dryRunOf(dryRun) },
      body: object,
      ...call,
    });
  }

  async delete(
    resource: Resource,
    place: Required<Pick<Place, 'name'>> & Place,
    { uid, resourceVersion, ...call }: DeleteOptions = {},
  ): Promise<void> {
    await this.#transport.json({
      method: 'DELETE',
      path: resourcePath(resource, place),
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
        preconditions: { uid, resourceVersion },
      },
      ...call,
    });
  }

  /** Ends the connections that are open. */
  close(): void {
    this.#transport.close();
  }
}

interface RawList<T> {
  readonly items?: readonly T[] | null;
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
}

/** @see https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources */
function metadataOf(kind: string): string {
  return `application/json;as=${kind};g=meta.k8s.io;v=v1`;
}

function dryRunOf(dryRun: boolean | undefined): string | undefined {
  return dryRun === true ? 'All' : undefined;
}
