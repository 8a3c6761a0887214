import type { RuleSpec } from '../rule.ts';
import type { Report } from './report.ts';
import { annotationKey, labelKey, labelValue } from './value-checks.ts';

/** Annotations that the API server reads, and by which it can refuse a pod. */
const readByKubernetes = [
  'kubernetes.io/config.mirror',
  'scheduler.alpha.kubernetes.io/tolerations',
  'container.apparmor.security.beta.kubernetes.io/',
  'container.seccomp.security.alpha.kubernetes.io/',
  'seccomp.security.alpha.kubernetes.io/',
];

const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/** Labels, annotations and node labels as Kubernetes takes them. */
export function checkKeys(spec: RuleSpec, report: Report): void {
  for (const part of ['labels', 'nodeSelector'] as const) {
    for (const [key, value] of Object.entries(spec[part] ?? {})) {
      const problem = labelKey(key) ?? labelValue(value);
      if (problem !== undefined) report([part, key], { code: 'IAMRA343', message: problem });
    }
  }
  for (const [key, value] of Object.entries(spec.annotations ?? {})) {
    checkAnnotation(key, value, report);
  }
}

function checkAnnotation(key: string, value: string, report: Report): void {
  const problem = annotationKey(key);
  if (problem !== undefined) report(['annotations', key], { code: 'IAMRA343', message: problem });
  if (
    readByKubernetes.some(
      (known) => key === known || (known.endsWith('/') && key.startsWith(known)),
    )
  ) {
    report(['annotations', key], {
      code: 'IAMRA348',
      message: 'is read by the API server, which then refuses some pods',
    });
  }
  if (key === deletionCost && !/^(0|-?[1-9]\d{0,8})$/.test(value)) {
    report(['annotations', key], { code: 'IAMRA343', message: 'must be a whole number' });
  }
}
