import { isOptedIn } from '../identity/plan-opt-in-label.ts';
import { formatServiceAccountName, type ServiceAccountName } from '../identity/service-account.ts';
import { findAgent } from '../injection/agent/find-agent.ts';
import { annotationKey, eksAnnotationKey } from '../injection/annotation-keys.ts';
import { hasOurAnnotation } from '../injection/annotations/annotation-source.ts';
import type { InjectionNotice } from '../injection/injection-decision.ts';
import type { Compatibility } from '../injection/injection-settings.ts';
import { notice } from '../injection/notice.ts';
import type { Pod } from '../injection/pod/pod.ts';

/** What still gives credentials to the pods of a template without annotations. */
export function warnOfRemainder(
  template: unknown,
  account: ServiceAccountName,
  accountAnnotations: Readonly<Record<string, string>>,
  compatibility: Compatibility | undefined,
): InjectionNotice[] {
  const notices: InjectionNotice[] = [];
  if (hasOurAnnotation(accountAnnotations)) {
    const name = formatServiceAccountName(account);
    notices.push(
      notice(
        'IAMRA183',
        `ServiceAccount ${name} is annotated as well: its pods still get credentials.`,
        `iamra unannotate serviceaccount ${account.name} -n ${account.namespace}`,
      ),
    );
  } else {
    notices.push(...warnOfEksRole(account, accountAnnotations, compatibility));
  }
  const { spec } = template as Pod;
  if (findAgent(spec) !== undefined) {
    notices.push(
      notice('IAMRA184', 'The pod template holds the agent itself, with the role in its settings.'),
    );
  }
  return notices;
}

/** What still gives credentials to the pods of a ServiceAccount without annotations of ours. */
export function warnOfEksRole(
  account: ServiceAccountName,
  annotations: Readonly<Record<string, string>>,
  compatibility: Compatibility | undefined,
): InjectionNotice[] {
  if (!isOptedIn(annotations, compatibility)) return [];
  return [
    notice(
      'IAMRA183',
      `ServiceAccount ${formatServiceAccountName(account)} has a role by ${eksAnnotationKey.roleArn}, which this installation reads: its pods still get credentials.`,
      `kubectl annotate serviceaccount ${account.name} -n ${account.namespace} ${annotationKey.inject}=false`,
    ),
  ];
}
