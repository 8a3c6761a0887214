/** The length of a policy as IAM counts it: without white space. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function policyLength(text: string): number {
  return text.replace(/\s/g, '').length;
}
