import type { Check, Verdict } from './check.ts';
import { type Finding, warning } from './finding.ts';
import type { InjectionRulesState, RuleState } from './injection-rules-state.ts';

/** Each injection rule is in force as it stands, and API servers ask for them. */
export const injectionRules: Check<'injectionRules'> = {
  name: 'injection-rules',
  category: 'webhook',
  title: 'Injection rules are in force',
  codes: ['IAMRA360', 'IAMRA361'],
  needs: ['injectionRules'],
  judge: ({ injectionRules: state }) => judgeInjectionRules(state),
};

export function judgeInjectionRules(state: InjectionRulesState | undefined): Verdict {
  if (state === undefined) return { skipped: 'iamra is not installed' };
  if (state.rules.length === 0) return { findings: [], detail: 'there are none' };
  return { findings: [...state.rules.flatMap(judgeRule), ...judgeEntry(state)] };
}

function judgeRule({ name, inspect, ready }: RuleState): Finding[] {
  if (ready?.status === 'True') return [];
  const what = ready?.message ?? 'no identity controller has looked at it as it stands.';
  const fix = ready === undefined ? inspect : undefined;
  return [warning('IAMRA360', `${name}: ${what}`, fix)];
}

function judgeEntry({ rules, hasEntry }: InjectionRulesState): Finding[] {
  if (hasEntry === true || !rules.some(({ isInForce }) => isInForce)) return [];
  const what = hasEntry === undefined ? 'There is no' : 'The entry for rules is not in the';
  return [
    warning(
      'IAMRA361',
      `${what} MutatingWebhookConfiguration iamra-injector-rules: no pod gets them.`,
    ),
  ];
}
