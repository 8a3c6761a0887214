import type { BoundedMemory } from '../bounded-memory.ts';
import { type InjectionRule, type OnConflict, type RuleSpec, ruleKey } from '../rule.ts';
import { type CompiledSelector, compileSelector } from '../selector/compile-selector.ts';
import {
  renderTemplates,
  type TemplateNames,
  templateNamesIn,
} from '../template/render-templates.ts';
import { templatedParts } from '../template/templated-parts.ts';
import { type RuleDemands, ruleDemands } from './rule-demands.ts';
import { ruleHash } from './rule-hash.ts';
import { type RuleParts, ruleParts } from './rule-parts.ts';

/** A rule made ready for many pods. */
export interface CompiledRule {
  readonly key: string;
  /** Among all rules; the rule of a higher one wins. */
  readonly position: number;
  readonly onConflict: OnConflict;
  readonly hash: string;
  /** Of a ClusterInjectionRule. */
  readonly namespaces: CompiledSelector;
  readonly pods: CompiledSelector;
  readonly demands: RuleDemands;
  /** Names of the containers that get mounts and variables; absent: all. */
  readonly targets: ReadonlySet<string> | undefined;
  /** No two pods get the same from it. */
  readonly givesOwnParts: boolean;
  /** What the rule gives to the pod of these names; one value to many that share it. */
  readonly partsFor: (names: TemplateNames) => RuleParts;
}

/** Prepares a rule, of which it keeps nothing that others could change. */
export function compileRule(
  rule: InjectionRule,
  position: number,
  memory: BoundedMemory<RuleParts>,
): CompiledRule {
  const spec = structuredClone(rule.spec);
  return {
    key: ruleKey(rule),
    position,
    onConflict: spec.onConflict ?? 'skip',
    hash: ruleHash(spec),
    demands: ruleDemands(spec),
    namespaces: compileSelector(spec.namespaceSelector),
    pods: compileSelector(spec.labelSelector),
    targets: spec.targetContainers === undefined ? undefined : new Set(spec.targetContainers),
    ...prepareParts(spec, position, memory),
  };
}

function prepareParts(
  spec: RuleSpec,
  position: number,
  memory: BoundedMemory<RuleParts>,
): Pick<CompiledRule, 'givesOwnParts' | 'partsFor'> {
  const templated = templatedParts(spec);
  const asked = [...templateNamesIn(templated)];
  if (asked.length === 0) {
    const parts = ruleParts(spec);
    return { givesOwnParts: false, partsFor: () => parts };
  }
  const make = (names: TemplateNames): RuleParts =>
    ruleParts({ ...spec, ...renderTemplates(templated, names) });
  if (asked.includes('pod')) return { givesOwnParts: true, partsFor: make };
  return {
    givesOwnParts: false,
    partsFor: (names) => {
      const key = JSON.stringify([position, ...asked.map((name) => names[name])]);
      const known = memory.find(key);
      if (known !== undefined) return known;
      const parts = make(names);
      memory.keep(key, parts);
      return parts;
    },
  };
}
