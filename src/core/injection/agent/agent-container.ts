import type { InjectionRequest } from '../annotations/injection-request.ts';
import {
  agentName,
  agentProgram,
  agentTokenDirectory,
  caBundleDirectory,
  certificateDirectory,
  credentialsPortVariable,
  tokenFile,
  volumeName,
} from '../contract.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import type { Container, EnvironmentVariable, VolumeMount } from '../pod/pod.ts';

/** The image's user; any but root will do where the platform gives one. */
const agentUser = 65_532;

// A day of failed probes: the kubelet's restarts and their back-off would only delay the agent's own.
const startupProbeFailures = 86_400;

/** The agent as a native sidecar, without its resources; a platform may choose the user (OpenShift). */
export function agentContainer(
  request: InjectionRequest,
  settings: InjectionSettings,
  platformChoosesUser: boolean,
): Container {
  return {
    name: agentName,
    image: settings.image,
    ...(settings.imagePullPolicy === undefined
      ? {}
      : { imagePullPolicy: settings.imagePullPolicy }),
    args: [agentProgram],
    restartPolicy: 'Always',
    env: agentEnvironment(request, settings),
    startupProbe: {
      httpGet: { path: '/startupz', port: settings.ports.health },
      periodSeconds: 1,
      failureThreshold: startupProbeFailures,
    },
    securityContext: restrictedSecurityContext(platformChoosesUser),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: agentMounts(settings),
  } as Container;
}

function agentEnvironment(
  request: InjectionRequest,
  settings: InjectionSettings,
): EnvironmentVariable[] {
  const values: Array<[string, string | undefined]> = [
    ['IAMRA_ROLE_ARN', request.roleArn],
    ['IAMRA_PROFILE_ARN', request.profileArn],
    ['IAMRA_TRUST_ANCHOR_ARN', request.trustAnchorArn],
    ['IAMRA_SESSION_DURATION', request.sessionDuration],
    ['IAMRA_REGION', request.region],
    ['IAMRA_CERTIFICATE_DIRECTORY', certificateDirectory],
    ['IAMRA_TOKEN_FILE', `${agentTokenDirectory}/${tokenFile}`],
    [credentialsPortVariable, String(settings.ports.credentials)],
    ['IAMRA_HEALTH_PORT', String(settings.ports.health)],
    ['IAMRA_ENDPOINT_URL', settings.endpointUrl],
    ['IAMRA_REQUIRE_CREDENTIALS', request.requireCredentials ? 'true' : undefined],
    ['NODE_EXTRA_CA_CERTS', settings.caBundle && `${caBundleDirectory}/${settings.caBundle.key}`],
  ];
  const environment: EnvironmentVariable[] = [sessionName(request)];
  for (const [name, value] of values) {
    if (value !== undefined) environment.push({ name, value: literal(value) });
  }
  return environment;
}

function sessionName({ sessionName: value }: InjectionRequest): EnvironmentVariable {
  const name = 'IAMRA_SESSION_NAME';
  if (value !== undefined) return { name, value };
  return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } };
}

/** The kubelet replaces `$(NAME)` in values, and `$$` by `$`; a role's path may hold a `$`. */
function literal(value: string): string {
  return value.replaceAll('$', '$$$$');
}

/** All that the Pod Security Standard “restricted” demands, whatever the pod says. */
function restrictedSecurityContext(platformChoosesUser: boolean): object {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    ...(platformChoosesUser ? {} : { runAsUser: agentUser }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

function agentMounts({ caBundle }: InjectionSettings): VolumeMount[] {
  const mounts = [
    { name: volumeName.token, mountPath: agentTokenDirectory, readOnly: true },
    { name: volumeName.certificate, mountPath: certificateDirectory, readOnly: true },
  ];
  if (caBundle === undefined) return mounts;
  return [...mounts, { name: volumeName.caBundle, mountPath: caBundleDirectory, readOnly: true }];
}
