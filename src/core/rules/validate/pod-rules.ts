import { containerRules } from './container-rules.ts';
import { environmentRules } from './environment-rules.ts';
import { oldVolumeRules } from './old-volume-rules.ts';
import { schedulingRules } from './scheduling-rules.ts';
import { securityRules } from './security-rules.ts';
import type { TypeRules } from './type-rules.ts';
import { volumeRules } from './volume-rules.ts';

/**
 * What the API server demands of the parts of a pod, stricter only where it depends on the pod or on
 * the version of Kubernetes.
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 */
export const podRules: Readonly<Record<string, TypeRules>> = {
  ...containerRules,
  ...environmentRules,
  ...volumeRules,
  ...oldVolumeRules,
  ...schedulingRules,
  ...securityRules,
};
