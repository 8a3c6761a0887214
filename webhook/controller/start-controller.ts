import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import { type Clock, systemClock } from '../agent/clock.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { Connections } from '../server/http/connections.ts';
import { healthListener } from '../server/http/health-listener.ts';
import { listen } from '../server/http/listen.ts';
import type { Logger } from '../server/logger.ts';
import { ClusterView } from './cluster-view.ts';
import type { ControllerConfig } from './controller-config.ts';
import { ControllerMetrics } from './controller-metrics.ts';
import { createDriftDetection } from './drift/create-drift-detection.ts';
import type { DriftDetection } from './drift/drift-detection.ts';
import { EventRecorder } from './event-recorder.ts';
import {
  type ElectionTiming,
  LeaderElection,
  type LeaderElectionOptions,
  usualTiming,
} from './leader/leader-election.ts';
import { CertificateReconciler } from './reconcile-certificate.ts';
import { reconcileServiceAccount } from './reconcile-service-account.ts';
import { RulesController, type RulesControllerOptions } from './rules/rules-controller.ts';
import { type Outcome, WorkQueue } from './work-queue.ts';

export interface ControllerDependencies {
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly timing?: ElectionTiming;
  /** Where drift detection finds AWS; nothing. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Of drift detection. */
  readonly clock?: Clock;
  /** From 0 to 1. */
  readonly random?: () => number;
}

export interface RunningController {
  readonly healthPort: number;
  readonly isLeader: () => boolean;
  /** Ends what is under way, lets another replica lead, and closes. */
  stop(): Promise<void>;
}

const concurrency = 8;
const backoff = { base: 200, longest: 60_000 };
const certificatePrefix = 'certificate ';
const accountPrefix = 'serviceaccount ';

/**
 * Starts to watch; stands for election once everything was listed.
 * @throws {IamraError} IAMRA906 where the health port is in use
 */
export async function startController(
  config: ControllerConfig,
  dependencies: ControllerDependencies,
): Promise<RunningController> {
  const { client, logger } = dependencies;
  const { queue, view, metrics, election, drift, rules } = assemble(config, {
    timing: usualTiming,
    environment: {},
    clock: systemClock,
    random: Math.random,
    ...dependencies,
  });
  const health = createServer(
    healthListener({ notReady: () => view.notReady, metrics: () => metrics.render() }),
  );
  const connections = new Connections(health);
  const healthPort = await listen(health, {
    host: undefined,
    port: config.healthPort,
    setting: 'IAMRA_HEALTH_PORT',
  });
  logger.info('listening', { healthPort });
  let isStopping = false;
  rules?.start();
  void view.start().then(() => {
    logger.info('listed what there is', { identities: view.uses.size });
    if (!isStopping) election.start();
  });
  return {
    healthPort,
    isLeader: () => election.isLeader,
    stop: async () => {
      isStopping = true;
      logger.info('stopping');
      await queue.rest({ abort: false });
      await election.stop();
      drift?.stop();
      await Promise.all([view.stop(), rules?.stop()]);
      await connections.close(0);
      client.close();
      logger.info('stopped');
    },
  };
}

interface Controller {
  readonly queue: WorkQueue;
  readonly view: ClusterView;
  readonly metrics: ControllerMetrics;
  readonly election: LeaderElection;
  readonly drift: DriftDetection | undefined;
  readonly rules: RulesController | undefined;
}

function assemble(
  config: ControllerConfig,
  { timing, ...dependencies }: Required<ControllerDependencies>,
): Controller {
  const { client, logger } = dependencies;
  const issuance = { cluster: config.cluster, issuer: config.issuer };
  const drift = config.drift && createDriftDetection(config.drift, { ...dependencies, issuance });
  const queue = createQueue(logger, (key, signal) => process(key, signal));
  const view = new ClusterView({
    client,
    logger,
    // In its own namespace drift detection alone keeps a Certificate.
    excludedNamespaces: new Set([...config.excludedNamespaces, config.leaseNamespace]),
    compatibility: config.compatibility,
    onCertificate: (key) => {
      queue.add(`${certificatePrefix}${key}`);
    },
    onServiceAccount: (key) => {
      queue.add(`${accountPrefix}${key}`);
    },
  });
  const rules = createRules(config, {
    client,
    logger,
    enqueue: (key) => {
      queue.add(key);
    },
    onDone: (kind, outcome) => {
      metrics.reconciliations.increment({ kind, outcome });
    },
  });
  const election = createElection(config, {
    client,
    logger,
    timing,
    onElected: () => {
      logger.info('leading');
      queue.resume();
      for (const key of [...allKeys(view), ...(rules?.keys() ?? [])]) queue.add(key);
      drift?.detection.start();
    },
    onDeposed: () => {
      logger.warn('leading no longer');
      drift?.detection.stop();
      void queue.rest({ abort: true });
    },
  });
  const metrics = new ControllerMetrics(
    {
      isLeader: () => election.isLeader,
      identities: () => view.uses.size,
      queueLength: () => queue.length,
    },
    [...(drift?.metrics ?? []), ...(rules?.metrics ?? [])],
  );
  const processIdentity = processor(config, { client, logger, view, metrics });
  const process: Process = (key, signal) =>
    rules?.owns(key) === true ? rules.reconcile(key, signal) : processIdentity(key, signal);
  return { queue, view, metrics, election, rules, drift: drift?.detection };
}

type Process = (key: string, signal: AbortSignal) => Promise<Outcome>;

function createQueue(logger: Logger, process: Process): WorkQueue {
  return new WorkQueue({
    concurrency,
    backoff,
    process,
    onError: (key, error, milliseconds) => {
      logger.warn('failed; trying again', { key, problem: errorMessage(error), milliseconds });
    },
  });
}

function createElection(
  { leaseNamespace, leaseName, leaseOwner }: ControllerConfig,
  parts: Omit<LeaderElectionOptions, 'namespace' | 'name' | 'owner' | 'candidate'>,
): LeaderElection {
  return new LeaderElection({
    ...parts,
    namespace: leaseNamespace,
    name: leaseName,
    owner: leaseOwner,
    candidate: `${hostname()}_${randomUUID()}`,
  });
}

function createRules(
  { rules: config, excludedNamespaces }: ControllerConfig,
  parts: Omit<RulesControllerOptions, 'config' | 'settings'>,
): RulesController | undefined {
  const settings = { excludedNamespaces: [...excludedNamespaces] };
  return config && new RulesController({ ...parts, config, settings });
}

interface ProcessorParts {
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly view: ClusterView;
  readonly metrics: ControllerMetrics;
}

function processor(
  { cluster, issuer, releaseMilliseconds, compatibility }: ControllerConfig,
  { client, logger, view, metrics }: ProcessorParts,
): Process {
  const certificates = new CertificateReconciler({
    client,
    view,
    metrics,
    logger,
    releaseMilliseconds,
    issuance: { cluster, issuer },
    events: new EventRecorder(client, logger),
  });
  return (key, signal) => {
    if (key.startsWith(certificatePrefix)) {
      return certificates.reconcile(key.slice(certificatePrefix.length), signal);
    }
    const account = view.serviceAccounts.get(key.slice(accountPrefix.length));
    return reconcileServiceAccount(account, { client, metrics, compatibility }, signal);
  };
}

function allKeys(view: ClusterView): string[] {
  const certificates = new Set([...view.uses.keys(), ...view.certificates.keys()]);
  return [
    ...[...certificates].map((key) => `${certificatePrefix}${key}`),
    ...[...view.serviceAccounts.keys()].map((key) => `${accountPrefix}${key}`),
  ];
}
