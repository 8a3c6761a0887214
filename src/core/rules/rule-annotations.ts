/** Annotations and labels below it are the rules' own, as those below `iamra.dev/` are. */
export const ruleAnnotationPrefix = 'rules.iamra.dev/';

/** `"false"` on a pod keeps all rules away from it. */
export const ruleOptOutAnnotation = `${ruleAnnotationPrefix}inject`;

/** Written into the pod by iamra alone: the rules that were applied, each with the hash of its parts. */
export const appliedAnnotation = `${ruleAnnotationPrefix}applied`;
