import { describe, expect, it } from 'vitest';
import { parseControllerConfig } from '../../../webhook/controller/controller-config.ts';

const least = { IAMRA_CLUSTER: 'home', IAMRA_LEASE_NAMESPACE: 'iamra-system' };

describe('the configuration of the identity controller', () => {
  it('has a default for all but the cluster and the namespace of the lease', () => {
    expect(parseControllerConfig({ ...least, IAMRA_EXCLUDED_NAMESPACES: 'a, b,' })).toEqual({
      cluster: 'home',
      issuer: 'iamra-workload',
      healthPort: 10_251,
      leaseNamespace: 'iamra-system',
      leaseName: 'iamra-identity-controller',
      leaseOwner: undefined,
      excludedNamespaces: new Set(['a', 'b']),
      compatibility: { eksAnnotations: false },
      releaseMilliseconds: 600_000,
      drift: undefined,
      rules: undefined,
    });
  });

  it('reads EKS’ annotations where it is told so', () => {
    const read = (text: string): unknown =>
      parseControllerConfig({ ...least, IAMRA_EKS_ANNOTATIONS: text }).compatibility;
    expect(read('true')).toEqual({ eksAnnotations: true });
    expect(() => read('yes')).toThrow('IAMRA_EKS_ANNOTATIONS must be “true” or “false”, not “yes”');
  });

  it('has injection rules where there is a configuration that API servers ask by', () => {
    const entry = { name: 'pod.rules.iamra.dev', clientConfig: {} };
    const given = { ...least, IAMRA_RULES_CONFIGURATION: 'iamra-injector-rules' };
    expect(
      parseControllerConfig({ ...given, IAMRA_RULES_ENTRY: JSON.stringify(entry) }).rules,
    ).toEqual({ configuration: 'iamra-injector-rules', entry });
    expect(() => parseControllerConfig(given)).toThrow('IAMRA_RULES_ENTRY is missing');
  });

  it.each(['{', '7', 'null', '{"name":"x"}'])('takes no entry that reads %s', (text) => {
    const given = { IAMRA_RULES_CONFIGURATION: 'x', IAMRA_RULES_ENTRY: text };
    expect(() => parseControllerConfig({ ...least, ...given })).toThrow(
      'IAMRA_RULES_ENTRY must be an entry of a MutatingWebhookConfiguration, as JSON',
    );
  });

  it('has drift detection where there is something to compare AWS with', () => {
    const { drift } = parseControllerConfig({ ...least, IAMRA_DRIFT_DIRECTORY: '/drift' });
    expect(drift).toEqual({
      directory: '/drift',
      intervalMilliseconds: 3_600_000,
      jitterMilliseconds: 600_000,
      roleArn: undefined,
      credentialsDirectory: undefined,
      serviceAccount: { namespace: 'iamra-system', name: 'iamra-identity-controller' },
      deployment: 'iamra-identity-controller',
    });
  });

  it.each([
    ['IAMRA_DRIFT_INTERVAL', '30s', 'a duration from 1m to 24h'],
    ['IAMRA_DRIFT_INTERVAL', '25h', 'a duration from 1m to 24h'],
    ['IAMRA_DRIFT_JITTER', 'some', 'a duration up to 24h'],
    ['IAMRA_DRIFT_ROLE_ARN', 'iamra-drift', 'the ARN of an IAM role'],
  ])('is refused where %s is %s', (name, text, allowed) => {
    const wrong = { ...least, IAMRA_DRIFT_DIRECTORY: '/drift', [name]: text };
    expect(() => parseControllerConfig(wrong)).toThrow(`${name} must be ${allowed}, not “${text}”`);
  });

  it('is refused with each variable that is wrong', () => {
    const wrong = { IAMRA_CLUSTER: 'My Home', IAMRA_HEALTH_PORT: 'x' };
    expect(() => parseControllerConfig(wrong)).toThrow(
      'IAMRA_LEASE_NAMESPACE is missing. IAMRA_CLUSTER must be 1 to 63 of a–z, 0–9, “.” and “-”, not “My Home”. IAMRA_HEALTH_PORT must be a whole number from 0 to 65535, not “x”.',
    );
  });
});
