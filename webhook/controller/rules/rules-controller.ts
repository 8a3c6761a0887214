import { countVerdicts } from '../../../src/core/rules/in-force/count-verdicts.ts';
import type { RuleKind, RuleSettings } from '../../../src/core/rules/rule.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import { objectKey } from '../../kube/kube-object.ts';
import type { Logger } from '../../observe/logger.ts';
import { LabelledGauge } from '../../observe/metrics/labelled-gauge.ts';
import type { Metric } from '../../observe/metrics/metric.ts';
import type { Outcome } from '../work-queue.ts';
import { isAsked, type WebhookEntry } from './plan-webhooks.ts';
import { EntryReconciler } from './reconcile-entry.ts';
import { RuleReconciler } from './reconcile-rule.ts';
import type { RulesConfig } from './rules-config.ts';
import { RulesView } from './rules-view.ts';

export interface RulesControllerOptions {
  readonly client: KubeClient;
  readonly config: RulesConfig;
  readonly settings: RuleSettings;
  readonly logger: Logger;
  /** Adds a key to the queue of the controller. */
  readonly enqueue: (key: string) => void;
  /** Told of each look at a rule or at the entry, for metrics. */
  readonly onDone: (kind: 'rule' | 'rules_entry', outcome: string) => void;
}

const entryKey = 'rules entry';
const rulePrefix = 'rule ';

/** Looks after injection rules: what each one's status says, and whether API servers ask for them. */
export class RulesController {
  readonly metrics: readonly Metric[];
  readonly #view: RulesView;
  readonly #rules: RuleReconciler;
  readonly #entry: EntryReconciler;
  readonly #wanted: WebhookEntry;

  constructor({ client, config, settings, logger, enqueue, onDone }: RulesControllerOptions) {
    this.#wanted = config.entry;
    this.#view = new RulesView({
      client,
      logger,
      settings,
      configuration: config.configuration,
      // Each rule, since a change of one may put others in force or out of it.
      onChange: () => {
        for (const key of this.keys()) enqueue(key);
      },
    });
    this.#rules = new RuleReconciler({
      client,
      logger,
      onDone: (outcome) => {
        onDone('rule', outcome);
      },
    });
    this.#entry = new EntryReconciler({
      client,
      config,
      logger,
      onDone: (outcome) => {
        onDone('rules_entry', outcome);
      },
    });
    this.metrics = [
      new LabelledGauge(
        {
          name: 'iamra_controller_rules',
          help: 'Injection rules, by whether they are in force as they stand (ready) or not (bad).',
        },
        'state',
        () => this.#counts(),
      ),
    ];
  }

  start(): void {
    this.#view.start();
  }

  stop(): Promise<void> {
    return this.#view.stop();
  }

  /** What there is to look at, as keys of the queue; nothing before all was listed. */
  keys(): string[] {
    if (!this.#view.isListed) return [];
    const { objects } = this.#view.rules;
    return [entryKey, ...objects.map((rule) => `${rulePrefix}${rule.kind} ${objectKey(rule)}`)];
  }

  owns(key: string): boolean {
    return key === entryKey || key.startsWith(rulePrefix);
  }

  reconcile(key: string, signal: AbortSignal): Promise<Outcome> {
    const { chosen, configuration, rules } = this.#view;
    if (key === entryKey) {
      return this.#entry.reconcile(configuration, chosen.inForce.length > 0, signal);
    }
    const [, kind = '', name = ''] = key.split(' ');
    const object = rules.get(kind as RuleKind, name);
    const verdict = chosen.verdicts.find((rule) => rule.kind === kind && rule.key === name);
    if (object === undefined || verdict === undefined) return Promise.resolve('done');
    const standing = { verdict, isAsked: isAsked(configuration?.webhooks ?? [], this.#wanted) };
    return this.#rules.reconcile(object, standing, signal);
  }

  #counts(): Array<[state: string, rules: number]> {
    if (!this.#view.isListed) return [];
    return Object.entries(countVerdicts(this.#view.chosen.verdicts));
  }
}
