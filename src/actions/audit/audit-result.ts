import type { AttributeMapping } from '../../core/anywhere/profile.ts';
import type { AuditKind, AuditSeverity, DenyStatement } from '../../core/audit/finding.ts';
import type { IamraCode } from '../../core/errors/catalogue.ts';

/** What `iamra audit` found; with --json, all of it. */
export interface AuditResult {
  /** Nothing is open. */
  readonly ok: boolean;
  readonly account: string;
  readonly region: string;
  readonly roles: {
    readonly looked: number;
    /** ARNs of those that trust Roles Anywhere in some statement. */
    readonly trusting: readonly string[];
  };
  readonly trustAnchors: number;
  readonly profiles: number;
  readonly findings: readonly AuditFindingResult[];
}

export interface AuditFindingResult {
  readonly kind: AuditKind;
  readonly severity: AuditSeverity;
  readonly code: IamraCode;
  readonly arn: string;
  readonly message: string;
  readonly fix: string;
  readonly docs: string;
  /** Statements of the trust policy that let the witness in. */
  readonly statements: readonly string[];
  /** To be added to the trust policy; upper-case words are to be filled in. */
  readonly mend: readonly DenyStatement[];
  /** A certificate that gets a session, by evaluation; null where it can't be told, and for notes. */
  readonly witness: WitnessResult | null;
}

export interface WitnessResult {
  readonly certificate: {
    /** Distinguished name. */
    readonly subject: string;
    readonly issuer: string;
    readonly uri: string | null;
    readonly dns: string | null;
    /** Distinguished name among the alternative names. */
    readonly directoryName: string | null;
  };
  readonly trustAnchor: { readonly arn: string | null; readonly state: string };
  readonly profile: {
    readonly arn: string | null;
    readonly state: string;
    readonly attributeMappings: readonly AttributeMapping[];
  };
  readonly sessionName: string | null;
}
