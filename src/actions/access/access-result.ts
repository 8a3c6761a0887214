import type { AccessStepName } from '../../core/access/access-step.ts';
import type { IamraCode } from '../../core/errors/catalogue.ts';
import type { ExplainedStatement } from '../../core/iam/explain-trust-policy.ts';

/** What `iamra access` found; with --json, all of it. */
export interface AccessResult {
  /** Whether the role, or any of several, may be assumed. */
  readonly allowed: boolean;
  /** `NS/NAME` */
  readonly serviceAccount: string;
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  readonly certificate: CertificateResult;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roles: readonly RoleAccess[];
}

export interface CertificateResult {
  /** `expected`: there is none at hand, and the one that iamra would issue is assumed. */
  readonly source: 'cluster' | 'file' | 'expected';
  /** Where it is, or why it is only expected. */
  readonly from: string;
  /** Distinguished name. */
  readonly subject: string;
  readonly uri: string | null;
  /** Hex; null for an expected one. */
  readonly serialNumber: string | null;
  /** ISO 8601; null for an expected one. */
  readonly notAfter: string | null;
}

export interface RoleAccess {
  readonly name: string;
  readonly arn: string;
  readonly outcome: 'allowed' | 'refused' | 'unknown';
  /** The step by which AWS refuses. */
  readonly refusedBy: AccessStepName | null;
  readonly steps: readonly StepResult[];
  /** What each statement of the trust policy says; empty where it could not be asked. */
  readonly statements: readonly ExplainedStatement[];
}

export interface StepResult {
  readonly name: AccessStepName;
  readonly outcome: 'pass' | 'fail' | 'unknown' | 'skip';
  readonly detail: string;
  /** Of a step that fails or can't be told. */
  readonly code?: IamraCode;
  readonly fix?: string;
  readonly docs?: string;
}
