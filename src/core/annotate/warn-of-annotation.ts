import type { IamraConfig } from '../config/iamra-config.ts';
import { formatServiceAccountName, type ServiceAccountName } from '../identity/service-account.ts';
import type { InjectionNotice } from '../injection/injection-decision.ts';
import type { InjectionDefaults } from '../injection/injection-settings.ts';
import { notice } from '../injection/notice.ts';

/** What is allowed and seldom meant. */
export function warnOfAnnotation(
  account: ServiceAccountName,
  { cluster, trustAnchor }: IamraConfig,
  defaults: InjectionDefaults | undefined,
): InjectionNotice[] {
  const notices: InjectionNotice[] = [];
  if (account.name === 'default') {
    notices.push(
      notice(
        'IAMRA180',
        `ServiceAccount ${formatServiceAccountName(account)} is that of every pod that names none: each pod of the namespace may ask for the role.`,
        `kubectl create serviceaccount NAME -n ${account.namespace}, and name it in the pod template`,
      ),
    );
  }
  const installed = defaults?.trustAnchorArn;
  const ours = trustAnchor?.arn;
  if (installed !== undefined && ours !== undefined && installed !== ours) {
    notices.push(
      notice(
        'IAMRA182',
        `The installation trusts in ${installed}, iamra.yaml in ${ours}: is this cluster ${cluster}?`,
      ),
    );
  }
  return notices;
}
