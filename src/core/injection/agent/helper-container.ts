import type { InjectionRequest } from '../annotations/injection-request.ts';
import {
  caBundleDirectory,
  certificateDirectory,
  credentialsPortVariable,
  helperProgram,
} from '../contract.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import type { EnvironmentVariable } from '../pod/pod.ts';
import { literalVariables, sidecarEnvironment } from './sidecar-environment.ts';
import type { SidecarPart } from './sidecar-part.ts';

const certificateFlag = `--certificate=${certificateDirectory}/tls.crt`;
const signingFlags = [certificateFlag, `--private-key=${certificateDirectory}/tls.key`];

/** Flags for what a variable holds, as far as it is set. */
const sessionFlags = [
  ['--role-arn', 'IAMRA_ROLE_ARN'],
  ['--profile-arn', 'IAMRA_PROFILE_ARN'],
  ['--trust-anchor-arn', 'IAMRA_TRUST_ANCHOR_ARN'],
  ['--endpoint', 'IAMRA_ENDPOINT_URL'],
] as const;
const serveFlags = [
  ...sessionFlags,
  ['--session-duration', 'IAMRA_SESSION_DURATION'],
  ['--role-session-name', 'IAMRA_SESSION_NAME'],
  ['--port', credentialsPortVariable],
] as const;

/** AWS's shortest: nobody uses the session of a probe. */
const probeSessionSeconds = 900;

/**
 * What of the sidecar is that of AWS's signing helper, which serves on 127.0.0.1 alone and takes its
 * region from the trust anchor's ARN.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/credential-helper.html
 */
export function helperContainer(
  request: InjectionRequest,
  settings: InjectionSettings,
): SidecarPart {
  const { image, imagePullPolicy } = settings.signingHelper;
  const environment = sidecarEnvironment(request, settings);
  return {
    image,
    ...(imagePullPolicy === undefined ? {} : { imagePullPolicy }),
    command: [helperProgram],
    args: ['serve', ...signingFlags, ...expandedFlags(environment), '--hop-limit=1'],
    env: [...environment, ...ownEnvironment(settings)],
    startupProbe: request.requireCredentials ? sessionProbe(environment) : fileProbe,
  };
}

function ownEnvironment({ caBundle }: InjectionSettings): EnvironmentVariable[] {
  return literalVariables([
    // The probe's session goes nowhere; the helper wants both to be set.
    ['AWS_SHARED_CREDENTIALS_FILE', '/dev/null'],
    ['HOME', '/'],
    // Beside the system's CAs: SSL_CERT_FILE would be in their place.
    ['SSL_CERT_DIR', caBundle && caBundleDirectory],
  ]);
}

/** The kubelet puts the values in. */
function expandedFlags(environment: readonly EnvironmentVariable[]): string[] {
  return serveFlags.flatMap(([flag, name]) =>
    environment.some((variable) => variable.name === name) ? [`${flag}=$(${name})`] : [],
  );
}

/**
 * A session for the probe alone, since the helper says nothing of its own: it fails with AWS's reason,
 * which `kubectl describe` shows. `update` prints no credentials, as `credential-process` would.
 */
function sessionProbe(environment: readonly EnvironmentVariable[]): object {
  return {
    exec: {
      command: [
        ...[helperProgram, 'update', '--once', ...signingFlags],
        ...writtenFlags(environment),
        `--session-duration=${probeSessionSeconds}`,
        '--role-session-name=iamra-startup-probe',
      ],
    },
    // Each attempt counts against AWS's ten sessions a second.
    periodSeconds: 15,
    timeoutSeconds: 10,
  };
}

/** Their values themselves, escaped as in variables: in probes the kubelet fills those in half expanded. */
function writtenFlags(environment: readonly EnvironmentVariable[]): string[] {
  return sessionFlags.flatMap(([flag, name]) => {
    const value = environment.find((variable) => variable.name === name)?.value;
    return typeof value === 'string' ? [`${flag}=${value}`] : [];
  });
}

/** No more than that the certificate is there and can be read. */
const fileProbe = {
  exec: { command: [helperProgram, 'read-certificate-data', certificateFlag] },
  periodSeconds: 1,
  timeoutSeconds: 5,
};
