import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import type { Clock } from '../agent/clock.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { Logger } from '../observe/logger.ts';
import { ClusterView } from './cluster-view.ts';
import type { ControllerConfig } from './controller-config.ts';
import { ControllerMetrics } from './controller-metrics.ts';
import { createDriftDetection } from './drift/create-drift-detection.ts';
import type { DriftDetection } from './drift/drift-detection.ts';
import { identityKeys, identityWork } from './identity-work.ts';
import {
  type ElectionTiming,
  LeaderElection,
  type LeaderElectionOptions,
} from './leader/leader-election.ts';
import { RulesController } from './rules/rules-controller.ts';
import { type Process, WorkQueue } from './work-queue.ts';

/** The parts of a controller, joined; nothing is watched yet. */
export interface Controller {
  readonly queue: WorkQueue;
  readonly view: ClusterView;
  readonly metrics: ControllerMetrics;
  readonly election: LeaderElection;
  readonly drift: DriftDetection | undefined;
  readonly rules: RulesController | undefined;
}

export interface ControllerParts {
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly timing: ElectionTiming;
  /** Where drift detection finds AWS. */
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

const concurrency = 8;
const backoff = { base: 200, longest: 60_000 };

export function assembleController(config: ControllerConfig, parts: ControllerParts): Controller {
  const { cluster, issuer } = config;
  const drift =
    config.drift && createDriftDetection(config.drift, { ...parts, issuance: { cluster, issuer } });
  const queue = createQueue(parts.logger, (key, signal) => process(key, signal));
  const view = createView(config, parts, queue);
  const rules = createRules(config, parts, { queue, metrics: () => metrics });
  const election = createElection(config, parts, {
    onElected: () => {
      parts.logger.info('leading');
      identities.beginTerm();
      queue.resume();
      for (const key of [...identityKeys.all(view), ...(rules?.keys() ?? [])]) queue.add(key);
      drift?.detection.start();
    },
    onDeposed: () => {
      parts.logger.warn('leading no longer');
      drift?.detection.stop();
      void queue.rest();
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
  const identities = identityWork(config, { ...parts, view, metrics });
  const process: Process = (key, signal) =>
    rules?.owns(key) === true ? rules.reconcile(key, signal) : identities.process(key, signal);
  return { queue, view, metrics, election, rules, drift: drift?.detection };
}

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

function createView(
  { excludedNamespaces, leaseNamespace, compatibility }: ControllerConfig,
  { client, logger }: ControllerParts,
  queue: WorkQueue,
): ClusterView {
  return new ClusterView({
    client,
    logger,
    // In its own namespace drift detection alone keeps a Certificate.
    excludedNamespaces: new Set([...excludedNamespaces, leaseNamespace]),
    compatibility,
    onCertificate: (name) => {
      queue.add(identityKeys.certificate(name));
    },
    onServiceAccount: (name) => {
      queue.add(identityKeys.serviceAccount(name));
    },
  });
}

interface RulesSurroundings {
  readonly queue: WorkQueue;
  readonly metrics: () => ControllerMetrics;
}

function createRules(
  { rules: config, excludedNamespaces }: ControllerConfig,
  { client, logger }: ControllerParts,
  { queue, metrics }: RulesSurroundings,
): RulesController | undefined {
  if (config === undefined) return undefined;
  return new RulesController({
    client,
    config,
    logger,
    settings: { excludedNamespaces: [...excludedNamespaces] },
    enqueue: (key) => {
      queue.add(key);
    },
    onDone: (kind, outcome) => {
      metrics().reconciliations.increment({ kind, outcome });
    },
  });
}

function createElection(
  { leaseNamespace, leaseName, leaseOwner }: ControllerConfig,
  { client, logger, timing }: ControllerParts,
  reactions: Pick<LeaderElectionOptions, 'onElected' | 'onDeposed'>,
): LeaderElection {
  return new LeaderElection({
    client,
    logger,
    timing,
    ...reactions,
    namespace: leaseNamespace,
    name: leaseName,
    owner: leaseOwner,
    candidate: `${hostname()}_${randomUUID()}`,
  });
}
