import { type ChosenRules, chooseRules } from '../../src/core/rules/in-force/choose-rules.ts';
import type { RuleSettings } from '../../src/core/rules/rule.ts';
import { type ReadRule, readRule } from '../../src/core/rules/validate/read-rule.ts';
import type { RuleObject } from './rule-object.ts';

/** Says which rules are in force: the same in each replica of the webhook and in the controller. */
export class RuleJudge {
  readonly #settings: RuleSettings;
  /** By their specs, which in a watch are the same object until they change: each is read once. */
  readonly #read = new WeakMap<object, ReadRule>();

  constructor(settings: RuleSettings) {
    this.#settings = settings;
  }

  judge(objects: readonly RuleObject[]): ChosenRules {
    return chooseRules(objects, this.#settings, (object, settings) => {
      const { spec } = object as RuleObject;
      if (typeof spec !== 'object' || spec === null) return readRule(object, settings);
      const known = this.#read.get(spec);
      if (known !== undefined) return known;
      const read = readRule(object, settings);
      this.#read.set(spec, read);
      return read;
    });
  }
}
