import { catalogue } from '../../errors/catalogue.ts';
import type { InjectionRule } from '../rule.ts';
import { mostRules } from '../rule-limits.ts';
import type { RuleProblem } from '../rule-problem.ts';

/** Why a rule may not come beside so many others of its kind, in its namespace or in the cluster. */
export function findSurplus(
  { kind, namespace }: Pick<InjectionRule, 'kind' | 'namespace'>,
  others: number,
): readonly RuleProblem[] {
  const most = mostRules[kind];
  if (others < most) return [];
  const where = namespace === undefined ? 'the cluster' : `namespace ${namespace}`;
  return [
    {
      code: 'IAMRA357',
      path: ['metadata', 'name'],
      message: `metadata.name is of a rule too many: ${where} has the ${most} ${kind}s that may be in force`,
      fix: catalogue.IAMRA357.fix,
    },
  ];
}
