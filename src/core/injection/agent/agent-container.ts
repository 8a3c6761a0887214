import type { InjectionRequest } from '../annotations/injection-request.ts';
import {
  agentProgram,
  agentTokenDirectory,
  caBundleDirectory,
  certificateDirectory,
  tokenFile,
} from '../contract.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import type { EnvironmentVariable } from '../pod/pod.ts';
import { literalVariables, sidecarEnvironment } from './sidecar-environment.ts';
import type { SidecarPart } from './sidecar-part.ts';

/** What of the sidecar is the agent's own. */
export function agentContainer(
  request: InjectionRequest,
  settings: InjectionSettings,
): SidecarPart {
  return {
    image: settings.image,
    ...(settings.imagePullPolicy === undefined
      ? {}
      : { imagePullPolicy: settings.imagePullPolicy }),
    args: [agentProgram],
    env: agentEnvironment(request, settings),
    startupProbe: {
      httpGet: { path: '/startupz', port: settings.ports.health },
      periodSeconds: 1,
    },
  };
}

function agentEnvironment(
  request: InjectionRequest,
  settings: InjectionSettings,
): EnvironmentVariable[] {
  const { caBundle } = settings;
  return [
    ...sidecarEnvironment(request, settings),
    ...literalVariables([
      ['IAMRA_CERTIFICATE_DIRECTORY', certificateDirectory],
      ['IAMRA_TOKEN_FILE', `${agentTokenDirectory}/${tokenFile}`],
      ['IAMRA_HEALTH_PORT', String(settings.ports.health)],
      ['IAMRA_REQUIRE_CREDENTIALS', request.requireCredentials ? 'true' : undefined],
      ['NODE_EXTRA_CA_CERTS', caBundle && `${caBundleDirectory}/${caBundle.key}`],
    ]),
  ];
}
