import type { IamraCode } from '../../core/errors/catalogue.ts';

/** What `identity list` answers; `--json` prints it as it stands. */
export interface IdentityListResult {
  /** Null where nothing says it. */
  readonly cluster: string | null;
  readonly aws: AwsAnswer;
  readonly identities: readonly ListedIdentity[];
}

/** What `identity show` answers, one entry for each Secret in use; `--json` prints it as it stands. */
export interface IdentityShowResult extends Omit<IdentityListResult, 'identities'> {
  readonly identities: readonly ShownIdentity[];
}

export interface ShownIdentity extends Omit<ListedIdentity, 'pods'> {
  /** Null where the Secret is missing, holds none, or may not be read. */
  readonly issued: IssuedResult | null;
  readonly subjects: readonly SubjectResult[];
  readonly pods: readonly PodResult[];
  /** One sentence each. */
  readonly warnings: readonly string[];
}

/** Whether AWS could be asked; else why not. */
export type AwsAnswer =
  | { readonly asked: true }
  | {
      readonly asked: false;
      readonly code: IamraCode;
      readonly reason: string;
      readonly fix: string;
    };

export interface ListedIdentity {
  /** `namespace/name` */
  readonly serviceAccount: string;
  /** The URI in the certificate; null where there is no Certificate. */
  readonly identity: string | null;
  /** The Secret with certificate and key. */
  readonly secret: string;
  /** Null where cert-manager keeps none for this Secret. */
  readonly certificate: CertificateResult | null;
  /** ARNs, of the ServiceAccount and of its pods. */
  readonly roles: readonly string[];
  /** Names of pods with the agent. */
  readonly pods: readonly string[];
  /** Whether AWS was asked in the account and the region of its trust anchor. */
  readonly asked: boolean;
  /** When AWS last saw a certificate of it, whatever the role; null: not yet, or it was not asked. */
  readonly lastSeenAt: string | null;
}

/** As cert-manager has it; dates are ISO 8601, and null until it has issued one. */
export interface CertificateResult {
  readonly name: string;
  readonly ready: boolean;
  readonly message: string;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly renewalTime: string | null;
}

/** The certificate in the Secret. */
export interface IssuedResult {
  readonly subject: string;
  readonly issuer: string;
  readonly uris: readonly string[];
  /** Lower-case hex. */
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** A subject of Roles Anywhere: whoever asked with a certificate of this name. */
export interface SubjectResult {
  readonly arn: string;
  readonly enabled: boolean;
  readonly lastSeenAt: string | null;
  /** What AWS has of the very certificate in the Secret; null where that, or the certificate, is not known. */
  readonly issued: SeenIssued | null;
}

type SeenIssued =
  | { readonly seen: false }
  | {
      readonly seen: true;
      readonly seenAt: string | null;
      /** As GetSubject has it; taken for true after a refusal, which no AWS account has proved yet. */
      readonly failed: boolean;
    };

export interface PodResult {
  readonly name: string;
  /** `Deployment shop/api` */
  readonly owner: string;
  readonly roleArn: string | null;
  readonly agentRunning: boolean;
}
