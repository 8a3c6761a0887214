import { describe, expect, it } from 'vitest';
import {
  type IdentityObservation,
  type KnownCertificate,
  type KnownPod,
  knownIdentities,
} from '../../../../src/core/identity/known-identities.ts';
import { spiffeId } from '../../../../src/core/identity/spiffe-id.ts';

const web = { namespace: 'shop', name: 'web' };
const api = { namespace: 'shop', name: 'api' };
const nobody: IdentityObservation = { certificates: [], accounts: [], pods: [] };

function certificate(change: Partial<KnownCertificate> = {}): KnownCertificate {
  return {
    namespace: 'shop',
    name: 'iamra-web',
    secretName: 'iamra-web',
    uri: spiffeId('home', web),
    isReady: true,
    message: '',
    notBefore: undefined,
    notAfter: undefined,
    renewalTime: undefined,
    ...change,
  };
}

function pod(change: Partial<KnownPod> = {}): KnownPod {
  return {
    account: web,
    secretName: 'iamra-web',
    roleArn: 'arn:of-pod',
    trustAnchorArn: 'arn:anchor-of-pod',
    name: 'web-1',
    owner: 'Deployment shop/web',
    isAgentRunning: true,
    ...change,
  };
}

describe('the identities of a cluster', () => {
  it('are one for ServiceAccount, Certificate and pods that belong together', () => {
    const found = knownIdentities({
      certificates: [certificate()],
      accounts: [
        {
          account: web,
          secretName: 'iamra-web',
          roleArn: 'arn:of-account',
          trustAnchorArn: 'arn:anchor-of-account',
        },
      ],
      pods: [pod(), pod({ name: 'web-2' })],
    });
    expect(found).toMatchObject([
      {
        account: web,
        secretName: 'iamra-web',
        certificate: { name: 'iamra-web' },
        roles: ['arn:of-account', 'arn:of-pod'],
        trustAnchorArns: ['arn:anchor-of-account', 'arn:anchor-of-pod'],
        pods: [{ name: 'web-1' }, { name: 'web-2' }],
      },
    ]);
  });

  it('are there before the Certificate is, and after the last pod', () => {
    const account = {
      account: web,
      secretName: 'iamra-web',
      roleArn: undefined,
      trustAnchorArn: undefined,
    };
    expect(knownIdentities({ ...nobody, accounts: [account] })).toMatchObject([
      { account: web, certificate: undefined, roles: [], trustAnchorArns: [], pods: [] },
    ]);
    expect(knownIdentities({ ...nobody, certificates: [certificate()] })).toMatchObject([
      { account: web, certificate: { uri: spiffeId('home', web) }, pods: [] },
    ]);
  });

  it('keep apart who uses a Secret and whose certificate is in it', () => {
    const borrowed = pod({ account: api, name: 'api-1' });
    const found = knownIdentities({ ...nobody, certificates: [certificate()], pods: [borrowed] });
    expect(found).toMatchObject([
      { account: api, certificate: { uri: spiffeId('home', web) }, pods: [{ name: 'api-1' }] },
      { account: web, certificate: { uri: spiffeId('home', web) }, pods: [] },
    ]);
  });

  it('are none of a Certificate whose URI names another namespace, or nobody', () => {
    const foreign = certificate({ uri: spiffeId('home', { namespace: 'other', name: 'web' }) });
    const nameless = certificate({ uri: undefined, secretName: 'tls' });
    expect(knownIdentities({ ...nobody, certificates: [foreign, nameless] })).toEqual([]);
  });

  it('are sorted by name', () => {
    const names = ['web', 'api', 'a.b', 'a-b'];
    const accounts = names.map((name) => ({
      account: { namespace: 'shop', name },
      secretName: `iamra-${name}`,
      roleArn: undefined,
      trustAnchorArn: undefined,
    }));
    const found = knownIdentities({ ...nobody, accounts }).map(({ account }) => account.name);
    expect(found).toEqual(['a-b', 'a.b', 'api', 'web']);
  });
});
