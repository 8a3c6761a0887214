/** Injection rules, and how API servers are told to ask for them. */
export interface InjectionRulesState {
  readonly rules: readonly RuleState[];
  /** Whether the MutatingWebhookConfiguration has the entry for rules; undefined: there is none. */
  readonly hasEntry: boolean | undefined;
}

/** A rule, as far as its status tells of it. */
export interface RuleState {
  /** `InjectionRule team-a/ca-bundle` */
  readonly name: string;
  /** A command that tells more. */
  readonly inspect: string;
  /** Undefined where nobody has looked at the rule as it stands. */
  readonly ready: { readonly status: string; readonly message: string } | undefined;
  /** Some version of it is applied to pods. */
  readonly isInForce: boolean;
}
