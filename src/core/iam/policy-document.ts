/** A role's trust policy, its lists and short forms made uniform. */
export interface PolicyDocument {
  readonly version: PolicyVersion;
  readonly statements: readonly Statement[];
}

/** Of the policy language; only the newer one knows variables. */
export type PolicyVersion = '2012-10-17' | '2008-10-17';

export type Effect = 'Allow' | 'Deny';

export interface Statement {
  /** How people find it: its Sid, or its place in the document. */
  readonly name: string;
  readonly effect: Effect;
  readonly principal: PrincipalElement;
  readonly action: ActionElement;
  readonly conditions: readonly Condition[];
}

/** `Principal`, or `NotPrincipal` where negated. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly names: readonly PrincipalName[];
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface PrincipalName {
  readonly type: PrincipalType;
  readonly id: string;
}

/** `Action`, or `NotAction` where negated. */
export interface ActionElement {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** One key of one operator; all conditions of a statement must be met. */
export interface Condition {
  /** As written, with its prefix and suffix. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}
