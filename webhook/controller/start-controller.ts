import { systemClock } from '../agent/clock.ts';
import { Connections } from '../http/connections.ts';
import { createHealthServer } from '../http/health-server.ts';
import { listen } from '../http/listen.ts';
import {
  assembleController,
  type Controller,
  type ControllerParts,
} from './assemble-controller.ts';
import type { ControllerConfig } from './controller-config.ts';
import { usualTiming } from './leader/leader-election.ts';

/** What a controller works with; by default as in a cluster, and with nothing of the environment. */
export type ControllerDependencies = Pick<ControllerParts, 'client' | 'logger'> &
  Partial<ControllerParts>;

export interface RunningController {
  readonly healthPort: number;
  readonly isLeader: () => boolean;
  /** Ends what is under way, lets another replica lead, and closes. */
  stop(): Promise<void>;
}

/**
 * Starts to watch; stands for election once everything was listed.
 * @throws {IamraError} IAMRA906 where the health port is in use
 */
export async function startController(
  config: ControllerConfig,
  dependencies: ControllerDependencies,
): Promise<RunningController> {
  const parts = { ...usualParts, ...dependencies };
  const controller = assembleController(config, parts);
  const { view, metrics, election } = controller;
  const health = createHealthServer({
    notReady: () => view.notReady,
    metrics: () => metrics.render(),
  });
  const connections = new Connections(health);
  const healthPort = await listen(health, {
    host: undefined,
    port: config.healthPort,
    setting: 'IAMRA_HEALTH_PORT',
  });
  parts.logger.info('listening', { healthPort });
  const stopWatching = startWatching(controller, parts);
  return {
    healthPort,
    isLeader: () => election.isLeader,
    stop: async () => {
      parts.logger.info('stopping');
      await stopWatching();
      await connections.close(0);
      parts.client.close();
      parts.logger.info('stopped');
    },
  };
}

const usualParts = {
  timing: usualTiming,
  environment: {},
  clock: systemClock,
  random: Math.random,
};

/** Gives what ends it: first the work, then the lead, so that nobody else works on the same. */
function startWatching(
  { queue, view, election, drift, rules }: Controller,
  { logger }: ControllerParts,
): () => Promise<void> {
  let isStopping = false;
  rules?.start();
  void view.start().then(() => {
    logger.info('listed what there is', { identities: view.uses.size });
    if (!isStopping) election.start();
  });
  return async () => {
    isStopping = true;
    await queue.close();
    await election.stop();
    drift?.stop();
    await Promise.all([view.stop(), rules?.stop()]);
  };
}
