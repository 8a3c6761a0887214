import type { ActionElement, Condition, Effect, PolicyVersion } from '../policy-document.ts';

/** A policy that says what a user or role may do, its lists and short forms made uniform. */
export interface IdentityPolicy {
  readonly version: PolicyVersion;
  readonly statements: readonly IdentityStatement[];
}

export interface IdentityStatement {
  /** How people find it: its Sid, or its place in the document. */
  readonly name: string;
  readonly effect: Effect;
  readonly action: ActionElement;
  readonly resource: ResourceElement;
  readonly conditions: readonly Condition[];
}

/** `Resource`, or `NotResource` where negated. */
export interface ResourceElement {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}
