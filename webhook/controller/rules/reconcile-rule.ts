import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { rulesApiVersion } from '../../../src/core/rules/rule-kinds.ts';
import { isConflict, isNotFound } from '../../kube/api-error.ts';
import type { EventText } from '../../kube/events/cluster-event.ts';
import { sendEvent } from '../../kube/events/send-event.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import type { Logger } from '../../observe/logger.ts';
import { type RuleObject, ruleResources } from '../../rules/rule-object.ts';
import { reporter } from '../reporter.ts';
import type { Outcome } from '../work-queue.ts';
import {
  type Condition,
  planRuleStatus,
  type RuleStanding,
  readyCondition,
  waitingReason,
} from './plan-rule-status.ts';

export interface RuleReconcilerOptions {
  readonly client: KubeClient;
  readonly logger: Logger;
  /** Told what was done, for metrics. */
  readonly onDone: (outcome: 'keep' | 'ready' | 'waiting' | 'bad') => void;
}

const fieldManager = 'iamra-rules';

/** Tells the users of a rule, by its status, an Event and the log, whether it is in force. */
export class RuleReconciler {
  readonly #options: RuleReconcilerOptions;

  constructor(options: RuleReconcilerOptions) {
    this.#options = options;
  }

  async reconcile(
    object: RuleObject,
    standing: RuleStanding,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { client, onDone } = this.#options;
    const status = planRuleStatus(standing, object.status, new Date());
    if (status === undefined) {
      onDone('keep');
      return 'done';
    }
    try {
      const resource = ruleResources[object.kind];
      await client.replaceStatus(resource, { ...object, status }, { fieldManager, signal });
    } catch (error) {
      if (isNotFound(error)) return 'done';
      // Somebody was faster; the watch brings what there is now.
      if (isConflict(error)) return 'retry';
      throw error;
    }
    const condition = readyCondition(status);
    onDone(condition?.reason === waitingReason ? 'waiting' : standing.verdict.state);
    if (condition !== undefined) await this.#tell(object, condition, signal);
    return 'done';
  }

  async #tell(
    object: RuleObject,
    { status, reason, message }: Condition,
    signal: AbortSignal,
  ): Promise<void> {
    const { logger } = this.#options;
    const { namespace, name } = object.metadata;
    const rule = { kind: object.kind, namespace, name };
    if (status === 'True') {
      logger.info('a rule is in force', rule);
      await this.#send(object, { type: 'Normal', reason: 'RuleInForce', message }, signal);
      return;
    }
    if (reason === waitingReason) {
      logger.info('a rule waits for API servers to ask for it', rule);
      return;
    }
    logger.warn(message, { code: 'IAMRA360', ...rule });
    const text = `IAMRA360 ${message}`;
    await this.#send(object, { type: 'Warning', reason: 'RuleRefused', message: text }, signal);
  }

  /** Never rejects: an Event is no reason to fail. */
  async #send(
    { kind, metadata: { namespace, name, uid } }: RuleObject,
    event: EventText,
    signal: AbortSignal,
  ): Promise<void> {
    const { client, logger } = this.#options;
    const involvedObject = { apiVersion: rulesApiVersion, kind, namespace, name, uid };
    try {
      await sendEvent(client, { ...event, involvedObject, reporter }, signal);
    } catch (error) {
      if (signal.aborted) return;
      logger.warn('could not record an event', { problem: errorMessage(error) });
    }
  }
}
