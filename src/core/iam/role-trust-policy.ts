/** What a role's trust policy lets through: one trust anchor, and of its certificates these identities. */
export interface TrustPolicyInput {
  readonly trustAnchorArn: string;
  /** SPIFFE IDs. */
  readonly identities: readonly string[];
}

const statementId = 'IamraWorkloads';

/**
 * The trust policy of a workload's role. Without both conditions any certificate of any trust anchor of the
 * account could assume it.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export function roleTrustPolicy({ trustAnchorArn, identities }: TrustPolicyInput): object {
  const [only, ...more] = identities;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: statementId,
        Effect: 'Allow',
        Principal: { Service: 'rolesanywhere.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: {
          ArnEquals: { 'aws:SourceArn': trustAnchorArn },
          StringEquals: {
            'aws:PrincipalTag/x509SAN/URI': more.length === 0 ? only : identities,
          },
        },
      },
    ],
  };
}
