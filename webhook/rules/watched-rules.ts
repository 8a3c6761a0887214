import type { RuleKind } from '../../src/core/rules/rule.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { Watched } from '../kube/watched.ts';
import type { Logger } from '../observe/logger.ts';
import { isJudgedAlike, keepJudgedParts } from './keep-judged-parts.ts';
import { type RuleObject, ruleObject, ruleResources } from './rule-object.ts';

export interface WatchedRulesOptions {
  readonly client: KubeClient;
  readonly logger: Logger;
  /** Told after each change that may put rules in force or out of it. */
  readonly onChange: () => void;
  /** Told after each other change, as of a status. */
  readonly onOtherChange?: () => void;
}

/** The rules of the cluster, kept up to date; none where it has not the definitions of them. */
export class WatchedRules {
  readonly #kinds: Readonly<Record<RuleKind, Watched<RuleObject>>>;

  constructor({ client, logger, onChange, onOtherChange }: WatchedRulesOptions) {
    const watched = (kind: RuleKind): Watched<RuleObject> =>
      new Watched({
        client,
        logger,
        resource: ruleResources[kind],
        isOptional: true,
        reduce: (object, before) => keepJudgedParts(before, ruleObject(kind, object)),
        onChange: (_key, rule, before) => {
          if (isJudgedAlike(before, rule)) onOtherChange?.();
          else onChange();
        },
      });
    this.#kinds = {
      ClusterInjectionRule: watched('ClusterInjectionRule'),
      InjectionRule: watched('InjectionRule'),
    };
  }

  start(): void {
    for (const kind of this.#all) kind.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((kind) => kind.stop()));
  }

  /** Resolves when all rules were listed once. */
  get listed(): Promise<unknown> {
    return Promise.all(this.#all.map(({ listed }) => listed));
  }

  get isListed(): boolean {
    return this.#all.every(({ isListed }) => isListed);
  }

  /** @param key `namespace/name`, or the name of a cluster's */
  get(kind: RuleKind, key: string): RuleObject | undefined {
    return this.#kinds[kind].get(key);
  }

  get objects(): RuleObject[] {
    return this.#all.flatMap((kind) => [...kind.values()]);
  }

  get #all(): ReadonlyArray<Watched<RuleObject>> {
    return Object.values(this.#kinds);
  }
}
