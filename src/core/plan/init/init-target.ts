import type { RolesAnywhereProfile } from '../../anywhere/profile.ts';
import type { Role } from '../../anywhere/role.ts';
import type { Tags } from '../../anywhere/tags.ts';
import type { TrustAnchor } from '../../anywhere/trust-anchor.ts';
import type { ConditionBlock } from '../../iam/role-trust-policy.ts';

/** What `iamra.yaml` wants to be true in AWS; files read, defaults filled in. */
export interface InitTarget {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  /** On everything that iamra makes: its own tags and those of `iamra.yaml`. */
  readonly tags: Tags;
  /** The account that trust policies demand beside the trust anchor; absent: they name none. */
  readonly sourceAccount?: string | undefined;
  readonly trustAnchor: TargetTrustAnchor;
  readonly profile: TargetProfile;
  readonly roles: readonly TargetRole[];
}

export interface TargetTrustAnchor {
  readonly name: string;
  /** As `iamra.yaml` has it: beats the search by name and tag. */
  readonly arn?: string | undefined;
}

export interface TargetProfile {
  readonly name: string;
  /** As `iamra.yaml` has it: beats the search by name and tag. */
  readonly arn?: string | undefined;
  /** Seconds; also what each role must allow. */
  readonly durationSeconds: number;
  /** JSON that limits all sessions; absent: they have all that their role has. */
  readonly sessionPolicy?: string | undefined;
  readonly managedPolicyArns: readonly string[];
}

export interface TargetRole {
  readonly name: string;
  /** As `iamra.yaml` has it; absent: still to be made, or not known. */
  readonly arn?: string | undefined;
  /** `/`, or `/teams/web/` */
  readonly path: string;
  /** Made by somebody else: of all that follows only trust is ours. */
  readonly adopted: boolean;
  /** `namespace/name` */
  readonly serviceAccounts: readonly string[];
  /** Demanded beside trust anchor and identity. */
  readonly conditions: ConditionBlock;
  /** ARNs */
  readonly managedPolicies: readonly string[];
  readonly inlinePolicies: readonly InlinePolicy[];
  /** Absent: whatever bounds the role stays, since taking it away would widen the role. */
  readonly permissionsBoundary?: string | undefined;
  /** All of them: iamra's, the file's, its own. */
  readonly tags: Tags;
}

/** A policy that lives in the role itself. */
export interface InlinePolicy {
  readonly name: string;
  /** JSON */
  readonly document: string;
}

/** What is there now. */
export interface InitObservation extends AwsObservation {
  /** Whether the CA is there; absent: nobody looked, and the plan says nothing of it. */
  readonly hasCa?: boolean | undefined;
  /** Where it is, or will be, kept; absent: nowhere that is known. */
  readonly caPlace?: string | undefined;
}

/** What AWS holds now. */
export interface AwsObservation {
  readonly trustAnchor: ObservedTrustAnchor | undefined;
  readonly profile: ObservedProfile | undefined;
  /** Those of the target that exist. */
  readonly roles: readonly ObservedRole[];
  /** Others that carry our name and tag, while `iamra.yaml` names the one that counts. */
  readonly duplicates: readonly Duplicate[];
}

export interface ObservedTrustAnchor extends TrustAnchor {
  readonly tags: Tags;
}

export interface ObservedProfile extends RolesAnywhereProfile {
  readonly tags: Tags;
}

export interface ObservedRole {
  readonly role: Role;
  readonly attachedPolicyArns: readonly string[];
  readonly inlinePolicies: readonly InlinePolicy[];
}

export interface Duplicate {
  readonly what: 'trust anchor' | 'Roles Anywhere profile';
  readonly arn: string;
}
