import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import type { Container, EnvironmentVariable } from '../pod/pod.ts';
import { findVariable } from './find-variable.ts';
import { isPlain, proxyVariables } from './is-plain.ts';
import { isLeftToEnvFrom, type WorkloadContract } from './workload-contract.ts';
import type { InjectedVariable } from './workload-environment.ts';

/** Asked before our endpoints in the SDKs' chains of credentials. */
const askedFirst = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
];
const askedBeforeMetadata = [...askedFirst, 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];
const noProxyVariables = ['NO_PROXY', 'no_proxy'];
const loopback = new Set(['*', '127.0.0.1', '127.0.0.0/8']);

/** What in a container's environment works against the injected one. */
export function warnOfContainer(
  container: Container,
  contract: WorkloadContract,
): InjectionNotice[] {
  if (isPlain(container)) return [];
  const environment = container.env ?? [];
  return [
    warnOfOwnValues(container, environment, contract),
    warnOfOtherCredentials(container, environment, contract),
    warnOfEnvFrom(container, contract),
    warnOfProxy(container, environment),
  ].filter((warning) => warning !== undefined);
}

type Environment = readonly EnvironmentVariable[];

function warnOfOwnValues(
  { name }: Container,
  environment: Environment,
  { variables, outdated }: WorkloadContract,
): InjectionNotice | undefined {
  const own = variables.filter((variable) => {
    const set = findVariable(environment, variable.name);
    return set && !isIn(variables, set) && !isIn(outdated, set);
  });
  if (own.length === 0) return undefined;
  return notice(
    'IAMRA321',
    `container ${quote(name)} sets ${list(own.map((variable) => variable.name))} itself; left as it is`,
  );
}

function isIn(ours: readonly InjectedVariable[], { name, value }: EnvironmentVariable): boolean {
  return findVariable(ours, name)?.value === value;
}

function warnOfOtherCredentials(
  { name }: Container,
  environment: Environment,
  { credentialsEndpoint }: WorkloadContract,
): InjectionNotice | undefined {
  const isMetadata = credentialsEndpoint === 'imds';
  const set = (isMetadata ? askedBeforeMetadata : askedFirst).filter((key) =>
    findVariable(environment, key),
  );
  if (isMetadata && findVariable(environment, 'AWS_EC2_METADATA_DISABLED')?.value === 'true') {
    set.push('AWS_EC2_METADATA_DISABLED');
  }
  if (set.length === 0) return undefined;
  return notice(
    'IAMRA322',
    `container ${quote(name)} sets ${list(set)}, so that AWS SDKs may not use the injected credentials`,
    `remove ${list(set)} from container ${quote(name)}`,
  );
}

function warnOfEnvFrom(
  container: Container,
  contract: WorkloadContract,
): InjectionNotice | undefined {
  if ((container.envFrom?.length ?? 0) === 0) return undefined;
  const names = (isLeft: boolean): string[] =>
    contract.variables
      .filter((variable) => isLeftToEnvFrom(variable, container, contract) === isLeft)
      .map((variable) => variable.name);
  const left = names(true);
  return notice(
    'IAMRA323',
    `container ${quote(container.name)} has envFrom, which ${list(names(false))} win over` +
      (left.length === 0 ? '' : `; ${list(left)} are left to it`),
  );
}

function warnOfProxy({ name }: Container, environment: Environment): InjectionNotice | undefined {
  const proxy = proxyVariables.find((key) => findVariable(environment, key));
  if (
    proxy === undefined ||
    noProxyVariables.some((key) => exempts(findVariable(environment, key)))
  ) {
    return undefined;
  }
  return notice(
    'IAMRA324',
    `container ${quote(name)} sets ${proxy}; 127.0.0.1 must be in its NO_PROXY, or SDKs ask the proxy for credentials`,
  );
}

function exempts(noProxy: EnvironmentVariable | undefined): boolean {
  if (typeof noProxy?.value !== 'string') return false;
  return noProxy.value.split(',').some((entry) => loopback.has(entry.trim()));
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
