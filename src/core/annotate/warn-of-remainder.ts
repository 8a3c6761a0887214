import { formatServiceAccountName, type ServiceAccountName } from '../identity/service-account.ts';
import { findAgent } from '../injection/agent/find-agent.ts';
import { hasOurAnnotation } from '../injection/annotations/annotation-source.ts';
import type { InjectionNotice } from '../injection/injection-decision.ts';
import { notice } from '../injection/notice.ts';
import type { Pod } from '../injection/pod/pod.ts';

/** What still gives credentials to the pods of a template without annotations. */
export function warnOfRemainder(
  template: unknown,
  account: ServiceAccountName,
  accountAnnotations: Readonly<Record<string, string>>,
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
  }
  const { spec } = template as Pod;
  if (findAgent(spec) !== undefined) {
    notices.push(
      notice('IAMRA184', 'The pod template holds the agent itself, with the role in its settings.'),
    );
  }
  return notices;
}
