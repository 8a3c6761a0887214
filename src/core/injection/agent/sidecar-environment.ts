import type { InjectionRequest } from '../annotations/injection-request.ts';
import { credentialsPortVariable } from '../contract.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import type { EnvironmentVariable } from '../pod/pod.ts';

/** The session that either sidecar asks for, in variables: whoever looks at a pod reads them there. */
export function sidecarEnvironment(
  request: InjectionRequest,
  settings: InjectionSettings,
): EnvironmentVariable[] {
  return [
    sessionName(request),
    ...literalVariables([
      ['IAMRA_ROLE_ARN', request.roleArn],
      ['IAMRA_PROFILE_ARN', request.profileArn],
      ['IAMRA_TRUST_ANCHOR_ARN', request.trustAnchorArn],
      ['IAMRA_SESSION_DURATION', request.sessionDuration],
      ['IAMRA_REGION', request.region],
      [credentialsPortVariable, String(settings.ports.credentials)],
      ['IAMRA_ENDPOINT_URL', settings.endpointUrl],
    ]),
  ];
}

/** Those that have a value, which the kubelet is not to expand. */
export function literalVariables(
  values: ReadonlyArray<readonly [string, string | undefined]>,
): EnvironmentVariable[] {
  return values.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: literal(value) }],
  );
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
