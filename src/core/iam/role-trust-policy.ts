/** The Sid of the statement that iamra keeps in a role's trust policy. */
export const workloadStatementId = 'IamraWorkloads';

/** The service that asks for a role on behalf of whoever holds a certificate. */
export const rolesAnywherePrincipal = 'rolesanywhere.amazonaws.com';

/** All that CreateSession does with a role. */
export const rolesAnywhereActions: readonly string[] = [
  'sts:AssumeRole',
  'sts:TagSession',
  'sts:SetSourceIdentity',
];

/** Operator, condition key, one value or several: as in a policy. */
export type ConditionBlock = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

export interface RoleTrust {
  /** `IamraWorkloads` */
  readonly sid?: string;
  readonly trustAnchorArn: string;
  /** SPIFFE IDs, at least one. */
  readonly identities: readonly string[];
  /** Also demands the account of the trust anchor. */
  readonly sourceAccount?: string | undefined;
  /** Also demands these; none of them may be one of the others. */
  readonly conditions?: ConditionBlock;
}

/** A trust policy as the JSON that IAM takes. */
export interface RoleTrustPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [RoleTrustStatement];
}

interface RoleTrustStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: { readonly Service: string };
  readonly Action: readonly string[];
  readonly Condition: ConditionBlock;
}

/**
 * The trust policy of a role for workloads: only through this trust anchor, only with one of these identities.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export function roleTrustPolicy(trust: RoleTrust): RoleTrustPolicy {
  const { sid = workloadStatementId, trustAnchorArn, identities, sourceAccount } = trust;
  const [first, ...others] = identities;
  // Without a value the condition would be none, and every certificate of the anchor would do.
  if (first === undefined) throw new RangeError('a role must trust at least one identity');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: sid,
        Effect: 'Allow',
        Principal: { Service: rolesAnywherePrincipal },
        Action: rolesAnywhereActions,
        Condition: joined(trust.conditions ?? {}, {
          ArnEquals: { 'aws:SourceArn': trustAnchorArn },
          StringEquals: {
            'aws:PrincipalTag/x509SAN/URI': others.length === 0 ? first : identities,
            ...(sourceAccount === undefined ? {} : { 'aws:SourceAccount': sourceAccount }),
          },
        }),
      },
    ],
  };
}

/** Both; where they name the same key of the same operator, `ours` holds. */
function joined(others: ConditionBlock, ours: ConditionBlock): ConditionBlock {
  const operators = new Set([...Object.keys(ours), ...Object.keys(others)]);
  return Object.fromEntries(
    [...operators].map((operator) => [operator, { ...others[operator], ...ours[operator] }]),
  );
}
