import {
  type AnnotationKey,
  annotationKey,
  type EksAnnotationKey,
  eksAnnotationKey,
} from '../annotation-keys.ts';
import type { Annotations } from '../injection-input.ts';
import { type AnnotationSource, annotationIn } from './annotation-source.ts';

/** EKS takes the rest of a pod's keys from its ServiceAccount alone. */
const keysOfPod = [eksAnnotationKey.tokenExpiration, eksAnnotationKey.skipContainers];
// The containers on the ServiceAccount too, where EKS does not look and users put them all the same.
const keysOfAccount = Object.values(eksAnnotationKey);

const ourWords: Readonly<Partial<Record<EksAnnotationKey, readonly AnnotationKey[]>>> = {
  [eksAnnotationKey.roleArn]: [annotationKey.roleArn],
  [eksAnnotationKey.skipContainers]: [
    annotationKey.skipContainers,
    annotationKey.includeContainers,
  ],
};

/**
 * The role that a ServiceAccount has by EKS' annotation. An empty value is none: charts render one.
 * @see https://github.com/aws/amazon-eks-pod-identity-webhook#eks-walkthrough
 */
export function eksRoleOf(account: Annotations): string | undefined {
  return account[eksAnnotationKey.roleArn] || undefined;
}

/** What pod and ServiceAccount say in EKS' words, as far as ours say nothing else. */
export function eksSources(
  pod: AnnotationSource,
  account: AnnotationSource,
  ours: readonly AnnotationSource[],
): AnnotationSource[] {
  return [pick(pod, keysOfPod, ours), pick(account, keysOfAccount, ours)].filter(
    ({ annotations }) => Object.keys(annotations).length > 0,
  );
}

function pick(
  { where, annotations }: AnnotationSource,
  keys: readonly EksAnnotationKey[],
  ours: readonly AnnotationSource[],
): AnnotationSource {
  const entries = keys.flatMap((key) => {
    const value = annotations[key];
    return value && !isOverruled(key, value, ours) ? [[key, value] as const] : [];
  });
  return { where, annotations: Object.fromEntries(entries), dialect: 'eks' };
}

/** An equal value may be a copy of this one, which problems are to be told of. */
function isOverruled(
  key: EksAnnotationKey,
  value: string,
  ours: readonly AnnotationSource[],
): boolean {
  const words = ourWords[key] ?? [];
  return ours.some((source) =>
    words.some((word) => {
      const found = annotationIn(source, word);
      return found !== undefined && found.value !== value;
    }),
  );
}
