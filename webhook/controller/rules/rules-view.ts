import type { ChosenRules } from '../../../src/core/rules/in-force/choose-rules.ts';
import type { RuleSettings } from '../../../src/core/rules/rule.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import type { KubeObject } from '../../kube/kube-object.ts';
import { resources } from '../../kube/resource.ts';
import { Watched } from '../../kube/watched.ts';
import type { Logger } from '../../observe/logger.ts';
import { onceATurn } from '../../rules/once-a-turn.ts';
import { RuleJudge } from '../../rules/rule-judge.ts';
import { WatchedRules } from '../../rules/watched-rules.ts';
import type { WebhookEntry } from './plan-webhooks.ts';

export interface RulesViewOptions {
  readonly client: KubeClient;
  readonly logger: Logger;
  /** The name of the MutatingWebhookConfiguration. */
  readonly configuration: string;
  readonly settings: RuleSettings;
  /** Told after each change, once everything was listed. */
  readonly onChange: () => void;
}

/** A MutatingWebhookConfiguration, as far as it is looked at. */
export interface KnownConfiguration {
  readonly resourceVersion: string | undefined;
  readonly webhooks: readonly WebhookEntry[];
}

/** What the controller knows of injection rules, and of how API servers are told to ask for them. */
export class RulesView {
  readonly rules: WatchedRules;
  readonly #configuration: Watched<KnownConfiguration>;
  readonly #options: RulesViewOptions;
  readonly #judge: RuleJudge;
  #chosen: ChosenRules | undefined;

  constructor(options: RulesViewOptions) {
    const { client, logger, configuration, settings } = options;
    this.#options = options;
    this.#judge = new RuleJudge(settings);
    this.rules = new WatchedRules({
      client,
      logger,
      onChange: this.#onRuleChange,
      onOtherChange: this.#onChange,
    });
    this.#configuration = new Watched({
      client,
      logger,
      resource: resources.mutatingWebhookConfigurations,
      fieldSelector: `metadata.name=${configuration}`,
      reduce: reduceConfiguration,
      onChange: this.#onChange,
    });
  }

  start(): void {
    this.rules.start();
    this.#configuration.start();
    void Promise.all([this.rules.listed, this.#configuration.listed]).then(this.#onChange);
  }

  async stop(): Promise<void> {
    await Promise.all([this.rules.stop(), this.#configuration.stop()]);
  }

  get isListed(): boolean {
    return this.rules.isListed && this.#configuration.isListed;
  }

  get configuration(): KnownConfiguration | undefined {
    return this.#configuration.get(this.#options.configuration);
  }

  /** Which rules are in force now. */
  get chosen(): ChosenRules {
    this.#chosen ??= this.#judge.judge(this.rules.objects);
    return this.#chosen;
  }

  readonly #onRuleChange = (): void => {
    this.#chosen = undefined;
    this.#onChange();
  };

  readonly #onChange = (): void => {
    if (this.isListed) this.#tell();
  };

  readonly #tell = onceATurn(() => {
    this.#options.onChange();
  });
}

function reduceConfiguration(object: KubeObject): KnownConfiguration {
  const { metadata, webhooks } = object as KubeObject & Partial<KnownConfiguration>;
  return { resourceVersion: metadata.resourceVersion, webhooks: webhooks ?? [] };
}
