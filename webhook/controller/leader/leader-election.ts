import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { isConflict, isNotFound } from '../../kube/api-error.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import type { KubeObject } from '../../kube/kube-object.ts';
import { resources } from '../../kube/resource.ts';
import type { Logger } from '../../observe/logger.ts';
import { type OwnerReference, ownerReference } from './owner-reference.ts';
import { type LeaseSpec, planLease } from './plan-lease.ts';

export interface ElectionTiming {
  /** Nobody takes a Lease that was renewed so lately. Whole seconds. */
  readonly leaseMilliseconds: number;
  /** A leader that could not renew for so long is none any more; less than the above. */
  readonly renewMilliseconds: number;
  readonly retryMilliseconds: number;
}

export interface LeaderElectionOptions {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly name: string;
  /** The ServiceAccount, of the same namespace, that a new Lease goes away with. */
  readonly owner: string | undefined;
  /** Tells the candidates apart. */
  readonly candidate: string;
  readonly timing: ElectionTiming;
  readonly onElected: () => void;
  readonly onDeposed: () => void;
  readonly logger: Logger;
}

interface Lease extends KubeObject {
  readonly spec?: LeaseSpec | null;
}

/** As Kubernetes' own controllers have it. */
export const usualTiming: ElectionTiming = {
  leaseMilliseconds: 15_000,
  renewMilliseconds: 10_000,
  retryMilliseconds: 2000,
};

const fieldManager = 'iamra-identity';

/** Sees to it that one of several processes leads, by a Lease that the leader renews. */
export class LeaderElection {
  readonly #options: LeaderElectionOptions;
  readonly #abort = new AbortController();
  #isLeader = false;
  /** The Lease may name this candidate, also where the answer to its claim never came. */
  #mayHold = false;
  #deadline: NodeJS.Timeout | undefined;
  #seen: { readonly version: string | undefined; readonly at: number } | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: LeaderElectionOptions) {
    this.#options = options;
  }

  get isLeader(): boolean {
    return this.#isLeader;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Stands for election no longer, and lets another one lead at once. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#ended;
    clearTimeout(this.#deadline);
    this.#isLeader = false;
    if (!this.#mayHold) return;
    const { client, logger } = this.#options;
    const lease = await this.#read(client).catch(() => undefined);
    if (lease?.spec?.holderIdentity !== this.#options.candidate) return;
    await this.#write(lease, { holderIdentity: '' }).catch((error: unknown) => {
      logger.warn('could not release the lease', { problem: errorMessage(error) });
    });
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    const { retryMilliseconds } = this.#options.timing;
    while (!signal.aborted) {
      await this.#try();
      const jitter = retryMilliseconds * 0.2 * Math.random();
      await sleep(retryMilliseconds + jitter, undefined, { signal }).catch(() => undefined);
    }
  }

  async #try(): Promise<void> {
    const { client, candidate, logger } = this.#options;
    const start = performance.now();
    try {
      const lease = await this.#read(client);
      const plan = planLease(lease?.spec ?? undefined, candidate, this.#unchangedSince(lease));
      if (plan === 'wait') {
        this.#depose();
        return;
      }
      await this.#claim(lease, plan);
      this.#lead(start);
    } catch (error) {
      // Somebody else was faster; the next look shows who.
      if (isConflict(error) || this.#abort.signal.aborted) return;
      logger.warn('could not renew or take the lease', { problem: errorMessage(error) });
    }
  }

  async #read(client: KubeClient): Promise<Lease | undefined> {
    const { namespace, name, timing } = this.#options;
    try {
      return await client.get<Lease>(
        resources.leases,
        { namespace, name },
        { timeoutMilliseconds: timing.renewMilliseconds / 2 },
      );
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  #unchangedSince(lease: Lease | undefined): number {
    const version = lease?.metadata.resourceVersion;
    if (this.#seen?.version !== version || this.#seen === undefined) {
      this.#seen = { version, at: performance.now() };
    }
    return performance.now() - this.#seen.at;
  }

  async #claim(lease: Lease | undefined, plan: 'create' | 'take' | 'renew'): Promise<void> {
    const { candidate, timing } = this.#options;
    const now = microTime(new Date());
    const transitions = lease?.spec?.leaseTransitions ?? 0;
    this.#mayHold = true;
    await this.#write(lease, {
      holderIdentity: candidate,
      leaseDurationSeconds: Math.ceil(timing.leaseMilliseconds / 1000),
      renewTime: now,
      ...(plan === 'renew' ? {} : { acquireTime: now }),
      ...(plan === 'take' ? { leaseTransitions: transitions + 1 } : {}),
    });
  }

  async #write(lease: Lease | undefined, spec: object): Promise<void> {
    const { client, namespace, name, timing } = this.#options;
    const options = { fieldManager, timeoutMilliseconds: timing.renewMilliseconds / 2 };
    if (lease === undefined) {
      const metadata = { name, namespace, ownerReferences: await this.#owners() };
      const object = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec };
      await client.create(resources.leases, namespace, object, options);
      return;
    }
    const { resourceVersion } = lease.metadata;
    const patch = { metadata: { resourceVersion }, spec };
    await client.merge(resources.leases, { name, namespace }, patch, options);
  }

  async #owners(): Promise<OwnerReference[]> {
    const { client, namespace, owner, timing } = this.#options;
    if (owner === undefined) return [];
    const call = { timeoutMilliseconds: timing.renewMilliseconds / 2 };
    return [await ownerReference(client, { namespace, name: owner }, call)];
  }

  /** @param renewedAt when the renewal was sent: the Lease counts from then at the latest */
  #lead(renewedAt: number): void {
    const { timing, onElected } = this.#options;
    clearTimeout(this.#deadline);
    const left = timing.renewMilliseconds - (performance.now() - renewedAt);
    this.#deadline = setTimeout(() => {
      this.#depose();
    }, left);
    const wasLeader = this.#isLeader;
    this.#isLeader = true;
    // Who stops has the Lease released, and begins nothing.
    if (!wasLeader && !this.#abort.signal.aborted) onElected();
  }

  #depose(): void {
    clearTimeout(this.#deadline);
    if (!this.#isLeader) return;
    this.#isLeader = false;
    this.#options.onDeposed();
  }
}

/** The time as a MicroTime of Kubernetes: six digits after the second. */
function microTime(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
