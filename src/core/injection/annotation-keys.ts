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

/** Written into the pod by iamra alone: the hash of what was injected. */
export const statusAnnotation = `${annotationPrefix}status`;

/** On each pod that has the agent, for selectors. */
export const injectedLabel = `${annotationPrefix}injected`;

/** On each ServiceAccount whose annotations count; the guard selects by it. */
export const optedInLabel = `${annotationPrefix}opted-in`;
