import { catalogue } from '../../../src/core/errors/catalogue.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import { resources } from '../../kube/resource.ts';
import type { Logger } from '../../observe/logger.ts';
import type { Outcome } from '../work-queue.ts';
import { planWebhooks } from './plan-webhooks.ts';
import type { RulesConfig } from './rules-config.ts';
import type { KnownConfiguration } from './rules-view.ts';

export interface EntryReconcilerOptions {
  readonly client: KubeClient;
  readonly config: RulesConfig;
  readonly logger: Logger;
  /** Told what was done, for metrics. */
  readonly onDone: (outcome: 'keep' | 'write' | 'remove' | 'missing') => void;
}

const fieldManager = 'iamra-rules';

/** Has API servers ask for injection rules as long as there are any, and no longer. */
export class EntryReconciler {
  readonly #options: EntryReconcilerOptions;

  constructor(options: EntryReconcilerOptions) {
    this.#options = options;
  }

  /** @param configuration undefined where there is none */
  async reconcile(
    configuration: KnownConfiguration | undefined,
    isNeeded: boolean,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { config, onDone } = this.#options;
    if (configuration === undefined) return this.#complain(isNeeded);
    const webhooks = planWebhooks(configuration.webhooks, config.entry, isNeeded);
    if (webhooks === undefined) {
      onDone('keep');
      return 'done';
    }
    const { client, logger } = this.#options;
    // Not by server-side apply: cainjector owns a part of the entry, so that an apply could not remove it.
    const patch = { metadata: { resourceVersion: configuration.resourceVersion }, webhooks };
    const place = { name: config.configuration };
    const options = { fieldManager, signal };
    await client.merge(resources.mutatingWebhookConfigurations, place, patch, options);
    logger.info(isNeeded ? 'API servers ask for rules' : 'API servers ask for rules no longer');
    onDone(isNeeded ? 'write' : 'remove');
    return 'done';
  }

  /** Only the chart makes a configuration, since only it knows whom to trust. */
  #complain(isNeeded: boolean): Outcome {
    const { config, logger, onDone } = this.#options;
    if (!isNeeded) return 'done';
    const message = `There are injection rules, but no MutatingWebhookConfiguration ${config.configuration}: no pod gets them.`;
    logger.warn(message, { code: 'IAMRA361', fix: catalogue.IAMRA361.fix });
    onDone('missing');
    return 'retry';
  }
}
