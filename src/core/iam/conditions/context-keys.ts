/**
 * Keys of which the evaluator knows that they are missing from a request whose context doesn't give them.
 * Any other key that isn't given may well have a value in AWS, so that nothing can be said of it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export const keysAbsentUnlessGiven: readonly string[] = [
  'aws:PrincipalServiceName',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIdentity',
  'aws:TagKeys',
  'sts:ExternalId',
  'sts:RoleSessionName',
  'sts:SourceIdentity',
  'sts:TransitiveTagKeys',
];

/** The same for every tag. */
export const prefixesAbsentUnlessGiven: readonly string[] = [
  'aws:PrincipalTag/',
  'aws:RequestTag/',
];
