import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isConflict, isGone, isNotFound } from '../../webhook/kube/api-error.ts';
import type { KubeClient } from '../../webhook/kube/kube-client.ts';
import type { KubeObject } from '../../webhook/kube/kube-object.ts';
import { resources } from '../../webhook/kube/resource.ts';
import { Watched, type WatchedOptions } from '../../webhook/kube/watched.ts';
import { createLogger } from '../../webhook/observe/logger.ts';
import type { ApiServer } from '../fixtures/api-server.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { type ServedClient, startServedClient } from '../fixtures/served-client.ts';

let served: ServedClient;
let server: ApiServer;
let client: KubeClient;
const fieldManager = 'test-client';
const secret = (name: string, labels: Record<string, string> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'team-a', labels },
});

beforeEach(async () => {
  served = await startServedClient();
  ({ server, client } = served);
});

afterEach(() => served.stop());

describe('the Kubernetes client', () => {
  it('creates, reads, merges, applies and deletes', async () => {
    await client.create(resources.secrets, 'team-a', secret('one'), { fieldManager });
    await client.merge(
      resources.secrets,
      { namespace: 'team-a', name: 'one' },
      { metadata: { labels: { a: '1' } } },
      { fieldManager },
    );
    await client.apply(resources.secrets, secret('one', { b: '2' }), { fieldManager: 'other' });
    const place = { namespace: 'team-a', name: 'one' };
    const read = await client.get(resources.secrets, place);
    expect(read.metadata.labels).toEqual({ a: '1', b: '2' });
    await client.delete(resources.secrets, place);
    await expect(client.get(resources.secrets, place)).rejects.toSatisfy(isNotFound);
  });

  it('tells a conflict of an apply from one that takes over by force', async () => {
    await client.apply(resources.secrets, secret('one', { a: '1' }), { fieldManager });
    const other = { fieldManager: 'other' };
    await expect(
      client.apply(resources.secrets, secret('one', { a: '2' }), other),
    ).rejects.toSatisfy(isConflict);
    await client.apply(resources.secrets, secret('one', { a: '2' }), { ...other, force: true });
    expect(server.get('Secret', 'team-a/one')?.metadata.labels).toEqual({ a: '2' });
  });

  it('deletes only the object that it knows', async () => {
    server.put(secret('one'));
    const place = { namespace: 'team-a', name: 'one' };
    await expect(client.delete(resources.secrets, place, { uid: 'another' })).rejects.toSatisfy(
      isConflict,
    );
    expect(server.get('Secret', 'team-a/one')).toBeDefined();
  });

  it('stores nothing on a dry run', async () => {
    await client.apply(resources.secrets, secret('one'), { fieldManager, dryRun: true });
    expect(server.list('Secret')).toEqual([]);
  });

  it('lists page by page, and metadata alone where that is enough', async () => {
    server.put(secret('one'), secret('two'), { ...secret('three'), data: { key: 'eA==' } });
    const first = await client.list(resources.secrets, { limit: 2, metadataOnly: true });
    const second = await client.list(resources.secrets, { limit: 2, continue: first.next });
    const names = [...first.items, ...second.items].map(({ metadata }) => metadata.name);
    expect(names).toEqual(['one', 'three', 'two']);
    expect(first.items[1]).not.toHaveProperty('data');
    expect(second.next).toBeUndefined();
    server.compact();
    await expect(
      client.list(resources.secrets, { limit: 2, continue: first.next }),
    ).rejects.toSatisfy(isGone);
  });

  it('says which request took too long', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.intercept(() => promise);
    await expect(
      client.get(resources.secrets, { name: 'slow' }, { timeoutMilliseconds: 20 }),
    ).rejects.toThrow(/secrets\/slow took more than 20 ms/);
    resolve(undefined);
  });

  it('ends with its signal', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.intercept(() => promise);
    const abort = new AbortController();
    const call = client.read('/version', { signal: abort.signal });
    abort.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    resolve(undefined);
  });

  it('passes on what the API server says, be it a Status or not', async () => {
    server.intercept(({ path }) =>
      path === '/version' ? { status: 502, body: 'bad gateway' } : undefined,
    );
    await expect(client.read('/version')).rejects.toMatchObject({ status: 502, reason: '' });
    await expect(client.get(resources.secrets, { name: 'none' })).rejects.toMatchObject({
      status: 404,
      reason: 'NotFound',
      message: 'secrets "none" not found',
    });
  });
});

describe('a watched resource', () => {
  const watched: Array<Watched<string>> = [];
  const log: string[] = [];

  function watch(options: Partial<WatchedOptions<string>> = {}): Watched<string> {
    const one = new Watched<string>({
      client,
      resource: resources.secrets,
      reduce: ({ metadata }) => metadata.labels?.['color'],
      logger: createLogger((line) => log.push(line)),
      retryMilliseconds: 10,
      ...options,
    });
    watched.push(one);
    one.start();
    return one;
  }

  afterEach(async () => {
    await Promise.all(watched.splice(0).map((one) => one.stop()));
    log.length = 0;
  });

  const until = (holds: () => boolean): Promise<true> => pollUntil(() => holds() || undefined);

  it('knows what is there, what comes, what changes and what goes', async () => {
    server.put(secret('one', { color: 'red' }), secret('plain'));
    const changes: string[] = [];
    const secrets = watch({
      onChange: (key, value) => changes.push(`${key} ${value ?? 'gone'}`),
    });
    await secrets.listed;
    expect([...secrets.keys()]).toEqual(['team-a/one']);
    server.put(secret('two', { color: 'blue' }));
    server.put(secret('one', { color: 'green' }));
    server.remove('Secret', 'team-a/two');
    await until(() => changes.length === 4);
    expect(changes).toEqual([
      'team-a/one red',
      'team-a/two blue',
      'team-a/one green',
      'team-a/two gone',
    ]);
    expect(secrets.get('team-a/one')).toBe('green');
  });

  it('forgets an object that no longer counts', async () => {
    server.put(secret('one', { color: 'red' }));
    const secrets = watch();
    await secrets.listed;
    server.put(secret('one'));
    await until(() => secrets.size === 0);
  });

  it('goes on after its watch was broken off, without a new list', async () => {
    const secrets = watch();
    await until(() => server.watches.count === 1);
    server.watches.breakOff();
    server.put(secret('one', { color: 'red' }));
    await until(() => secrets.get('team-a/one') === 'red');
    const lists = server.calls.filter(({ query }) => !query.has('watch'));
    expect(lists).toHaveLength(1);
  });

  it('goes on from a bookmark after a compaction', async () => {
    const secrets = watch();
    await until(() => server.watches.count === 1);
    server.compact();
    server.watches.bookmark();
    server.put(secret('one', { color: 'red' }));
    await until(() => secrets.size === 1);
    server.watches.end();
    server.put(secret('two', { color: 'blue' }));
    await until(() => secrets.size === 2);
    expect(log.join('')).not.toContain('too old');
  });

  it('lists anew when its version is too old, and notices what went meanwhile', async () => {
    server.put(secret('one', { color: 'red' }));
    const secrets = watch();
    await until(() => server.watches.count === 1);
    const resume = server.intercept(() => ({ status: 503, body: 'starting' }));
    server.watches.breakOff();
    server.remove('Secret', 'team-a/one');
    server.put(secret('two', { color: 'blue' }));
    server.compact();
    await until(() => !secrets.isCurrent);
    resume();
    await until(() => secrets.get('team-a/two') === 'blue' && secrets.size === 1);
    expect(log.join('')).toContain('too old resource version');
  });

  it('watches anew where its watch says nothing, since nobody may be there any more', async () => {
    // Long enough for an answer on a busy machine: one that does not come is told.
    const secrets = watch({ silenceMilliseconds: 1000 });
    await until(() => server.calls.filter(({ query }) => query.has('watch')).length > 2);
    server.put(secret('one', { color: 'red' }));
    await until(() => secrets.size === 1);
    expect(log).toEqual([]);
  });

  it('asks anew where nobody answers', async () => {
    const never = new Promise<undefined>(() => undefined);
    const resume = server.intercept(({ query }) => (query.has('watch') ? never : undefined));
    const secrets = watch({ silenceMilliseconds: 100 });
    await until(() => log.join('').includes('said nothing for'));
    resume();
    await until(() => secrets.isCurrent);
  });

  it('is not taken for current while its next watch waits for an answer', async () => {
    const secrets = watch();
    await until(() => secrets.isCurrent);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.intercept(({ query }) => (query.has('watch') ? promise : undefined));
    server.put(secret('one', { color: 'red' }));
    await until(() => secrets.size === 1);
    server.watches.end();
    await until(() => !secrets.isCurrent);
    resolve(undefined);
    await until(() => secrets.isCurrent);
    expect(log).toEqual([]);
  });

  it('tries again when the first list fails', async () => {
    const resume = server.intercept(() => ({ status: 500, body: '' }));
    const secrets = watch();
    await until(() => log.length > 1);
    expect(secrets.isListed).toBe(false);
    resume();
    await secrets.listed;
  });
});
