import { type CompiledRules, compileRules } from '../../../src/core/rules/compile-rules.ts';
import type { ChosenRules } from '../../../src/core/rules/in-force/choose-rules.ts';
import { countVerdicts } from '../../../src/core/rules/in-force/count-verdicts.ts';
import { type InjectionRule, type RuleSettings, ruleKey } from '../../../src/core/rules/rule.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import { errorStack } from '../../observe/error-stack.ts';
import type { Logger } from '../../observe/logger.ts';
import { onceATurn } from '../../rules/once-a-turn.ts';
import { RuleJudge } from '../../rules/rule-judge.ts';
import type { RuleObject } from '../../rules/rule-object.ts';
import { WatchedRules } from '../../rules/watched-rules.ts';
import type { RuleCounts } from '../metrics/rules-metrics.ts';
import { withinDeadline } from './within-deadline.ts';

export interface RulesInForceOptions {
  readonly client: KubeClient;
  readonly settings: RuleSettings;
  readonly logger: Logger;
  /** How long reviews may wait for the first rules; after that they get on without. */
  readonly firstLookMilliseconds: number;
  /** Told of the keys of all rules that there are, whenever these have changed. */
  readonly onChange: (keys: readonly string[]) => void;
}

/** The rules that pods are given now. */
export interface ReadyRules {
  readonly compiled: CompiledRules;
  /** Whether any of them asks for the labels of namespaces. */
  readonly selectNamespaces: boolean;
  readonly chosen: ChosenRules;
}

/** Keeps the rules that are in force, by watching all that there are. */
export class RulesInForce {
  readonly #options: RulesInForceOptions;
  readonly #watched: WatchedRules;
  readonly #judge: RuleJudge;
  readonly #known: Promise<unknown>;
  /** By performance.now(). */
  readonly #firstLookEnds: number;
  #ready: ReadyRules | undefined;
  #summary = '';

  constructor(options: RulesInForceOptions) {
    const { client, logger, settings, firstLookMilliseconds } = options;
    this.#options = options;
    this.#judge = new RuleJudge(settings);
    this.#firstLookEnds = performance.now() + firstLookMilliseconds;
    this.#watched = new WatchedRules({ client, logger, onChange: this.#onWatched });
    this.#watched.start();
    this.#known = this.#watched.listed.then(this.#refresh);
  }

  /** Undefined before they are known. */
  get ready(): ReadyRules | undefined {
    return this.#ready;
  }

  /** Undefined where the rules are not known in time. */
  async get(deadline: number): Promise<ReadyRules | undefined> {
    if (this.#ready === undefined && performance.now() < this.#firstLookEnds) {
      await withinDeadline(this.#known, Math.min(deadline, this.#firstLookEnds));
    }
    return this.#ready;
  }

  /** Every rule that there is, as it stands; undefined before they are known. */
  get objects(): readonly RuleObject[] | undefined {
    return this.#watched.isListed ? this.#watched.objects : undefined;
  }

  get counts(): RuleCounts {
    const verdicts = this.#ready?.chosen.verdicts;
    return verdicts && countVerdicts(verdicts);
  }

  async stop(): Promise<void> {
    await this.#watched.stop();
  }

  readonly #onWatched = (): void => {
    if (this.#watched.isListed) this.#refreshSoon();
  };

  readonly #refreshSoon = onceATurn(() => {
    this.#refresh();
  });

  readonly #refresh = (): void => {
    const { logger, onChange } = this.#options;
    try {
      const chosen = this.#judge.judge(this.#watched.objects);
      this.#ready = {
        chosen,
        compiled: this.#compile(chosen.inForce),
        selectNamespaces: chosen.inForce.some(({ spec }) => spec.namespaceSelector !== undefined),
      };
      onChange(chosen.verdicts.map(({ key }) => key));
      this.#tell(chosen);
    } catch (error) {
      // A fault of ours: the rules so far stay in force.
      logger.error('could not take over rules', { code: 'IAMRA970', fault: errorStack(error) });
    }
  };

  /** Compiled rules remember much of earlier pods: where the same are in force, they stay. */
  #compile(inForce: readonly InjectionRule[]): CompiledRules {
    const before = this.#ready;
    const isSame =
      before?.chosen.inForce.length === inForce.length &&
      inForce.every((rule, index) => rule === before.chosen.inForce[index]);
    return isSame ? before.compiled : compileRules(inForce);
  }

  #tell({ inForce, verdicts }: ChosenRules): void {
    const bad = verdicts.filter(({ state }) => state === 'bad').map(({ key }) => key);
    const summary = { inForce: inForce.map(ruleKey), bad };
    const text = JSON.stringify(summary);
    if (text === this.#summary) return;
    this.#summary = text;
    this.#options.logger.info('took over rules', summary);
  }
}
