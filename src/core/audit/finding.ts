import type { IamraCode } from '../errors/catalogue.ts';
import type { Stranger } from './stranger.ts';

/** In falling order: `note` opens nothing. */
export const auditSeverities = ['high', 'medium', 'low', 'note'] as const;

export type AuditSeverity = (typeof auditSeverities)[number];

export const auditKinds = [
  'any-certificate',
  'any-certificate-of-trust-anchor',
  'wildcard-identity',
  'subject-only',
  'any-trust-anchor',
  'unclear',
  'left-over',
] as const;

export type AuditKind = (typeof auditKinds)[number];

/** Something about a role, a trust anchor or a profile that somebody should look at. */
export interface AuditFinding {
  readonly kind: AuditKind;
  readonly severity: AuditSeverity;
  readonly code: IamraCode;
  /** ARN of what it is about. */
  readonly arn: string;
  /** One sentence that names the thing. */
  readonly message: string;
  /** The command or the step that mends it. */
  readonly fix: string;
  /** Statements of the trust policy that let the stranger in. */
  readonly statements: readonly string[];
  /** Statements which, added to the trust policy, keep strangers out; upper-case words are to be filled in. */
  readonly mend: readonly DenyStatement[];
  /** Whom the evaluator lets in; undefined where it can't tell, and for notes. */
  readonly stranger: Stranger | undefined;
}

export interface DenyStatement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Principal: { readonly Service: string };
  readonly Action: string;
  readonly Condition: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}
