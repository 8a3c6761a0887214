import { isSessionName } from '../../session/session-name.ts';
import { annotationKey } from '../annotation-keys.ts';
import type { InjectionRequest } from '../annotations/injection-request.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import type { Pod } from './pod.ts';

/** Refuses a pod whose name, which AWS's signing helper cannot cut, is no session name; generated ones are. */
export function refuseSessionName(
  { metadata }: Pod,
  { sidecar, sessionName }: InjectionRequest,
): InjectionNotice[] {
  const name = metadata?.name;
  if (sidecar === 'agent' || sessionName !== undefined) return [];
  if (typeof name !== 'string' || name === '' || isSessionName(name)) return [];
  return [
    notice(
      'IAMRA309',
      `the pod's name ${quote(name)} is no session name (2 to 64 characters), and AWS's signing helper cannot cut it to one`,
      `set ${annotationKey.sessionName}, or set ${annotationKey.sidecar} to agent`,
    ),
  ];
}
