import type { InjectionRequest } from '../annotations/injection-request.ts';
import { agentName } from '../contract.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import type { Container } from '../pod/pod.ts';
import { agentContainer } from './agent-container.ts';
import { helperContainer } from './helper-container.ts';
import { restrictedSecurityContext } from './restricted-security-context.ts';
import { sidecarMounts } from './sidecar-mounts.ts';

// A day and more of failed probes: the kubelet's restarts and their back-off would only delay.
const startupProbeFailures = 86_400;

/**
 * The sidecar that is asked for, as a native one and without its resources; a platform may choose the
 * user (OpenShift).
 */
export function sidecarContainer(
  request: InjectionRequest,
  settings: InjectionSettings,
  platformChoosesUser: boolean,
): Container {
  const make = request.sidecar === 'agent' ? agentContainer : helperContainer;
  const { startupProbe, ...own } = make(request, settings);
  return {
    name: agentName,
    ...own,
    restartPolicy: 'Always',
    startupProbe: { ...startupProbe, failureThreshold: startupProbeFailures },
    securityContext: restrictedSecurityContext(platformChoosesUser),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: sidecarMounts(settings),
  } as Container;
}
