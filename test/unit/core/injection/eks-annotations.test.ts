import { describe, expect, it } from 'vitest';
import {
  countedAnnotations,
  roleOfAccount,
} from '../../../../src/core/injection/annotations/account-annotations.ts';
import type { InjectionInput } from '../../../../src/core/injection/injection-input.ts';
import { planInjection } from '../../../../src/core/injection/plan-injection.ts';
import * as pods from '../../../fixtures/pods.ts';

const settings = { ...pods.settings, compatibility: { eksAnnotations: true } };
const otherRole = pods.roleArn.replace('web', 'other');
const eks = (end: string, value: string): Record<string, string> => ({
  [`eks.amazonaws.com/${end}`]: value,
});
const role = eks('role-arn', pods.roleArn);

/** A pod of a ServiceAccount that has EKS' role, and what more is said. */
function given(
  account: Readonly<Record<string, string>> = {},
  pod: Readonly<Record<string, string>> = {},
  parts: Omit<pods.PodParts, 'annotations'> = {},
): InjectionInput {
  const serviceAccount = { annotations: { ...role, ...account } };
  return pods.input({ ...parts, annotations: pod }, { serviceAccount });
}

function outcome(input: InjectionInput, how = settings): string {
  const decision = planInjection(input, how);
  return decision.kind === 'skip' ? decision.reason : decision.kind;
}

const agentOf = (input: InjectionInput) =>
  pods.variables(pods.admit(input, settings).spec.initContainers[0]);
const appOf = (input: InjectionInput) =>
  pods.variables(pods.admit(input, settings).spec.containers[0]);
const tokenSeconds = (input: InjectionInput): unknown => {
  const token = pods.admit(input, settings).spec.volumes.find(({ name }) => name === 'iamra-token');
  const [source] = (token as unknown as TokenVolume).projected.sources;
  return source?.serviceAccountToken.expirationSeconds;
};

interface TokenVolume {
  readonly projected: {
    readonly sources: ReadonlyArray<{
      readonly serviceAccountToken: { readonly expirationSeconds: number };
    }>;
  };
}

describe('a pod of a ServiceAccount with EKS’ role', () => {
  it('gets the role where the installation reads EKS’ annotations', () => {
    expect(agentOf(given())).toMatchObject({ IAMRA_ROLE_ARN: pods.roleArn });
  });

  it('is left alone where it does not', () => {
    expect(outcome(given(), pods.settings as typeof settings)).toBe('not_opted_in');
    const off = { ...settings, compatibility: { eksAnnotations: false } };
    expect(outcome(given(), off)).toBe('not_opted_in');
  });

  it('is left alone where the role is empty, as charts render it', () => {
    expect(outcome(given(eks('role-arn', '')))).toBe('not_opted_in');
  });

  it.each([
    ['the pod', {}, { 'iamra.dev/inject': 'false' }],
    ['the ServiceAccount', { 'iamra.dev/inject': 'false' }, {}],
  ])('is left alone where %s says so in our words', (_, account, pod) => {
    expect(outcome(given(account, pod))).toBe('opted_out');
  });

  it('is left alone in an excluded namespace', () => {
    expect(outcome({ ...given(), namespace: 'kube-system' })).toBe('excluded_namespace');
  });

  it.each([
    ['the pod', {}, { 'iamra.dev/role-arn': otherRole }],
    ['the ServiceAccount', { 'iamra.dev/role-arn': otherRole }, {}],
  ])('gets the role that %s has in our words', (_, account, pod) => {
    expect(agentOf(given(account, pod))).toMatchObject({ IAMRA_ROLE_ARN: otherRole });
    // A value of EKS' that does not count is nobody's problem.
    expect(outcome(given({ ...account, ...eks('role-arn', 'web') }, pod))).toBe('inject');
  });

  it('does not get the role that EKS’ key on a pod has, as on EKS', () => {
    expect(agentOf(given({}, eks('role-arn', otherRole)))).toMatchObject({
      IAMRA_ROLE_ARN: pods.roleArn,
    });
    const alone = pods.input({ annotations: eks('role-arn', otherRole) });
    expect(outcome(alone)).toBe('not_opted_in');
  });

  it('is refused for what is no role, by its key, its value and what is allowed', () => {
    const input = given(eks('role-arn', 'web'));
    expect(pods.refusal(input, settings)).toEqual([
      'IAMRA302 eks.amazonaws.com/role-arn of ServiceAccount “team-a/web” is “web”; allowed: the ARN of an IAM role',
    ]);
  });

  it('is refused for it by the same words where a policy has copied the role to the pod', () => {
    const input = given(eks('role-arn', 'web'), { 'iamra.dev/role-arn': 'web' });
    expect(pods.refusal(input, settings)).toContain(
      'IAMRA302 eks.amazonaws.com/role-arn of ServiceAccount “team-a/web” is “web”; allowed: the ARN of an IAM role',
    );
  });

  it('is refused for a role of another account, which only EKS can have', () => {
    const input = given(eks('role-arn', 'arn:aws:iam::999999999999:role/web'));
    expect(pods.refusal(input, settings)).toEqual([
      expect.stringMatching(
        /^IAMRA303 eks.amazonaws.com\/role-arn \(ServiceAccount “team-a\/web”\) has the account 999999999999/,
      ),
    ]);
  });
});

describe('eks.amazonaws.com/token-expiration', () => {
  it('is how long the token lives that pods show their agent', () => {
    expect(tokenSeconds(given())).toBe(3600);
    expect(tokenSeconds(given(eks('token-expiration', '7200')))).toBe(7200);
  });

  it('counts on the pod before the ServiceAccount', () => {
    const account = eks('token-expiration', '7200');
    expect(tokenSeconds(given(account, eks('token-expiration', '900')))).toBe(900);
    expect(tokenSeconds(given(account, eks('token-expiration', '')))).toBe(7200);
  });

  it.each([
    ['300', 600],
    ['172800', 86_400],
  ])('is moved into what Kubernetes and EKS take, with a warning: %s', (asked, seconds) => {
    const input = given(eks('token-expiration', asked));
    expect(tokenSeconds(input)).toBe(seconds);
    expect(pods.warnings(input, settings)).toEqual([
      `IAMRA371 eks.amazonaws.com/token-expiration of ServiceAccount “team-a/web” is “${asked}”; tokens live from 600 to 86400 seconds, so it is taken as ${seconds}`,
    ]);
  });

  it.each(['1h', '-1', '3600.5', '1e3'])('is refused where it is %s', (asked) => {
    expect(pods.refusal(given({}, eks('token-expiration', asked)), settings)).toEqual([
      `IAMRA302 eks.amazonaws.com/token-expiration of the pod is “${asked}”; allowed: whole seconds from 600 to 86400`,
    ]);
  });
});

describe('eks.amazonaws.com/skip-containers', () => {
  const spec = { initContainers: [{ name: 'migrate', image: 'example.com/web:1' }] };
  const covered = (input: InjectionInput): string[] => {
    const { initContainers, containers } = pods.admit(input, settings).spec;
    return [...initContainers.slice(1), ...containers]
      .filter((container) => 'AWS_REGION' in pods.variables(container))
      .map(({ name }) => name);
  };

  it.each([
    ['nowhere', {}, {}, ['migrate', 'web']],
    ['on the pod, as on EKS', {}, eks('skip-containers', 'migrate, other'), ['web']],
    [
      'on the ServiceAccount, where users put it too',
      eks('skip-containers', 'web'),
      {},
      ['migrate'],
    ],
    [
      'on both: the pod wins',
      eks('skip-containers', 'web'),
      eks('skip-containers', 'migrate'),
      ['web'],
    ],
    ['empty', eks('skip-containers', ''), {}, ['migrate', 'web']],
    [
      'beside ours, which win',
      { 'iamra.dev/include-containers': 'web' },
      eks('skip-containers', 'web'),
      ['web'],
    ],
  ])('counts %s', (_, account, pod, wanted) => {
    expect(covered(given(account, pod, { spec }))).toEqual(wanted);
  });

  it('is named by its own key where it names no container of the pod', () => {
    expect(pods.warnings(given({}, eks('skip-containers', 'proxy')), settings)).toEqual([
      'IAMRA326 eks.amazonaws.com/skip-containers names “proxy”, which the pod does not have',
    ]);
  });

  it('is refused where it holds what is no name', () => {
    expect(pods.refusal(given(eks('skip-containers', 'a b')), settings)).toEqual([
      'IAMRA302 eks.amazonaws.com/skip-containers of ServiceAccount “team-a/web” is “a b”; allowed: names of containers, separated by commas',
    ]);
  });
});

describe('eks.amazonaws.com/sts-regional-endpoints', () => {
  const sts = (value: string): Record<string, string> => eks('sts-regional-endpoints', value);

  it.each([
    ['true', 'regional'],
    ['1', 'regional'],
    ['false', undefined],
    ['', undefined],
  ])('%j gives containers %s', (value, wanted) => {
    expect(appOf(given(sts(value)))['AWS_STS_REGIONAL_ENDPOINTS']).toBe(wanted);
  });

  it('leaves a container the value that it has, with a warning', () => {
    const container = { env: [{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'legacy' }] };
    const input = given(sts('true'), {}, { container });
    expect(appOf(input)).toMatchObject({ AWS_STS_REGIONAL_ENDPOINTS: 'legacy' });
    expect(pods.warnings(input, settings)).toEqual([
      'IAMRA321 container “web” sets AWS_STS_REGIONAL_ENDPOINTS itself; left as it is',
    ]);
  });

  it('does not count on pods, as on EKS', () => {
    expect(appOf(given({}, sts('true')))).not.toHaveProperty('AWS_STS_REGIONAL_ENDPOINTS');
  });

  it('is refused where it is no truth value', () => {
    expect(pods.refusal(given(sts('yes')), settings)).toEqual([
      'IAMRA302 eks.amazonaws.com/sts-regional-endpoints of ServiceAccount “team-a/web” is “yes”; allowed: “true” or “false”',
    ]);
  });
});

describe('eks.amazonaws.com/audience', () => {
  it('changes nothing, and says so where it is not the usual one', () => {
    expect(pods.warnings(given(eks('audience', 'sts.amazonaws.com')), settings)).toEqual([]);
    const input = given(eks('audience', 'vault'));
    expect(pods.admit(input, settings)).toEqual(pods.admit(given(), settings));
    expect(pods.warnings(input, settings)).toEqual([
      'IAMRA372 eks.amazonaws.com/audience of ServiceAccount “team-a/web” is “vault”, which changes nothing here: no token goes to AWS, only a certificate',
    ]);
  });
});

describe('what is kept of a ServiceAccount’s annotations', () => {
  const all = { ...role, 'iamra.dev/region': 'eu-west-1', 'example.com/a': 'b' };

  it('is ours, and EKS’ where they count', () => {
    expect(countedAnnotations(all, undefined)).toEqual({ 'iamra.dev/region': 'eu-west-1' });
    expect(countedAnnotations(all, { eksAnnotations: true })).toEqual({
      ...role,
      'iamra.dev/region': 'eu-west-1',
    });
  });

  it('names the role that its pods get', () => {
    const both = { ...all, 'iamra.dev/role-arn': otherRole };
    expect(roleOfAccount(all, { eksAnnotations: true })).toBe(pods.roleArn);
    expect(roleOfAccount(all, { eksAnnotations: false })).toBeUndefined();
    expect(roleOfAccount(both, { eksAnnotations: true })).toBe(otherRole);
  });
});
