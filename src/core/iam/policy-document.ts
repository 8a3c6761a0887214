/** A policy as IAM reads it, every list a list. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly version: '2012-10-17' | '2008-10-17';
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: PrincipalElement;
  readonly actions: ActionElement;
  readonly conditions: readonly Condition[];
}

/** `Principal`, or with `negated` `NotPrincipal`. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export interface PrincipalEntry {
  /** `*` for everyone: `"Principal": "*"`. */
  readonly kind: '*' | 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly value: string;
}

/** `Action`, or with `negated` `NotAction`. */
export interface ActionElement {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** One key of one operator: the values are alternatives. */
export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}
