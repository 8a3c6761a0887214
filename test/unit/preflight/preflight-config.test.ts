import { describe, expect, it } from 'vitest';
import { parsePreflightConfig } from '../../../webhook/preflight/preflight-config.ts';

describe('the configuration of the preflight', () => {
  it('asks for no issuer and no CA where the chart makes them', () => {
    const given = { IAMRA_ISSUERS: '[]', IAMRA_CA_SECRET: '', IAMRA_PREFLIGHT_TIMEOUT: '30' };
    expect(parsePreflightConfig(given)).toEqual({
      configuration: 'iamra-preflight',
      timeoutMilliseconds: 30_000,
      readsEksAnnotations: false,
      issuers: [],
      caSecret: undefined,
    });
  });

  it('reads what the chart writes', () => {
    const issuer = {
      kind: 'ClusterIssuer',
      name: 'ca',
      namespace: '',
      value: 'workloadIssuer.name',
    };
    expect(
      parsePreflightConfig({
        IAMRA_ISSUERS: JSON.stringify([issuer]),
        IAMRA_CA_SECRET: 'cert-manager/iamra-workload-ca',
      }),
    ).toMatchObject({
      issuers: [{ ...issuer, namespace: undefined }],
      caSecret: { namespace: 'cert-manager', name: 'iamra-workload-ca' },
    });
  });
});
