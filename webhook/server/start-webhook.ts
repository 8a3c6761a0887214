import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../http/listen.ts';
import { createLogger } from '../observe/logger.ts';
import { assembleWebhook, type Webhook } from './assemble-webhook.ts';
import type { WebhookConfig } from './webhook-config.ts';

export interface RunningWebhook {
  readonly port: number;
  readonly healthPort: number;
  /** Drains and closes; resolves when the last connection is gone. */
  stop(): Promise<void>;
}

/**
 * Starts to answer; until there is a certificate, /readyz says why not.
 * @param writeLine takes each line of the log
 * @throws {IamraError} IAMRA906 for an address in use, IAMRA920 for one that cannot be listened on
 */
export async function startWebhook(
  config: WebhookConfig,
  writeLine: (line: string) => void,
): Promise<RunningWebhook> {
  const { host } = config;
  const webhook = assembleWebhook(config, createLogger(writeLine));
  try {
    await webhook.certificate.check();
    const port = await listen(webhook.admission, {
      host,
      port: config.port,
      setting: 'IAMRA_PORT',
    });
    const healthPort = await listen(webhook.health, {
      host,
      port: config.healthPort,
      setting: 'IAMRA_HEALTH_PORT',
    });
    webhook.logger.info('listening', { port, healthPort });
    return { port, healthPort, stop: () => stop(webhook, config.drainMilliseconds ?? 0) };
  } catch (error) {
    await webhook.close();
    throw error;
  }
}

async function stop(webhook: Webhook, drainMilliseconds: number): Promise<void> {
  webhook.drain();
  webhook.logger.info('stopping', { drainMilliseconds });
  await sleep(drainMilliseconds);
  await webhook.close();
  webhook.logger.info('stopped');
}
