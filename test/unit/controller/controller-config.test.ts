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
      releaseMilliseconds: 600_000,
    });
  });

  it('is refused with each variable that is wrong', () => {
    const wrong = { IAMRA_CLUSTER: 'My Home', IAMRA_HEALTH_PORT: 'x' };
    expect(() => parseControllerConfig(wrong)).toThrow(
      'IAMRA_LEASE_NAMESPACE is missing. IAMRA_CLUSTER must be 1 to 63 of a–z, 0–9, “.” and “-”, not “My Home”. IAMRA_HEALTH_PORT must be a whole number from 0 to 65535, not “x”.',
    );
  });
});
