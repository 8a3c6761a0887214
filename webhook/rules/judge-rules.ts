import { type ChosenRules, chooseRules } from '../../src/core/rules/in-force/choose-rules.ts';
import type { RuleSettings } from '../../src/core/rules/rule.ts';
import { findFights } from '../../src/core/rules/validate/find-fights.ts';
import { readRule } from '../../src/core/rules/validate/read-rule.ts';
import type { RuleObject } from './rule-object.ts';

/** Which rules are in force: the same for each replica of the webhook and for the controller. */
export function judgeRules(objects: readonly RuleObject[], settings: RuleSettings): ChosenRules {
  return chooseRules(objects, settings, { readRule, findFights });
}
