/** Whatever is below it is ours; the one place that knows the prefix of annotations and labels. */
export const annotationPrefix = 'iamra.dev/';

/** The annotations of a pod template or a ServiceAccount. */
export const annotationKey = {
  roleArn: `${annotationPrefix}role-arn`,
  profileArn: `${annotationPrefix}profile-arn`,
  trustAnchorArn: `${annotationPrefix}trust-anchor-arn`,
  region: `${annotationPrefix}region`,
  sessionDuration: `${annotationPrefix}session-duration`,
  sessionName: `${annotationPrefix}session-name`,
  certificate: `${annotationPrefix}certificate`,
  includeContainers: `${annotationPrefix}include-containers`,
  skipContainers: `${annotationPrefix}skip-containers`,
  credentialsEndpoint: `${annotationPrefix}credentials-endpoint`,
  requireCredentials: `${annotationPrefix}require-credentials`,
  sidecar: `${annotationPrefix}sidecar`,
  inject: `${annotationPrefix}inject`,
} as const;

export type AnnotationKey = (typeof annotationKey)[keyof typeof annotationKey];

/** What IRSA on EKS reads: each of them on ServiceAccounts; expiration and containers on pods too. */
export const eksAnnotationKey = {
  roleArn: 'eks.amazonaws.com/role-arn',
  audience: 'eks.amazonaws.com/audience',
  tokenExpiration: 'eks.amazonaws.com/token-expiration',
  skipContainers: 'eks.amazonaws.com/skip-containers',
  stsRegionalEndpoints: 'eks.amazonaws.com/sts-regional-endpoints',
} as const;

export type EksAnnotationKey = (typeof eksAnnotationKey)[keyof typeof eksAnnotationKey];

/** Written into the pod by iamra alone: the hash of what was injected. */
export const statusAnnotation = `${annotationPrefix}status`;

/** On each pod that has the agent, for selectors. */
export const injectedLabel = `${annotationPrefix}injected`;

/** On each ServiceAccount whose annotations count; the guard selects by it. */
export const optedInLabel = `${annotationPrefix}opted-in`;
