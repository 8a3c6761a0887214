import { expect, it, onTestFinished } from 'vitest';
import { findTrustAnchor } from '../../src/actions/ca/rotate/observe/find-trust-anchor.ts';
import { sdkAws } from '../../src/aws/sdk-aws.ts';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { startScriptedServer } from '../fixtures/scripted-server.ts';

const id = '0f7bd9c4-45b4-4d8d-9d7e-2f5b5b1e6a10';
const arn = `arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/${id}`;
const acmPcaArn = 'arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/ca';

it('the CA of a trust anchor that AWS Private CA keeps is not for iamra to rotate', async () => {
  const source = { sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn } };
  const trustAnchor = {
    ...{ trustAnchorId: id, trustAnchorArn: arn, name: 'iamra-home', enabled: true, source },
  };
  const tags = [{ key: 'iamra.dev/cluster', value: 'home' }];
  // The emulator has no AWS Private CA; each answer holds what any of the calls wants of it.
  const body = JSON.stringify({ trustAnchor, trustAnchors: [trustAnchor], tags });
  const server = await startScriptedServer({ status: 200, body });
  onTestFinished(() => server.close());
  const { rolesAnywhere } = await sdkAws({
    ...{ region: 'eu-west-1', endpointUrl: server.url, environment: {} },
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
  });
  const place = { cluster: 'home', region: 'eu-west-1', account: '123456789012' };
  const text = { apiVersion: 'iamra.dev/v1', ...place, trustAnchor: { name: 'iamra-home', arn } };
  const config = parseConfig(JSON.stringify({ ...text, roles: [] }), 'iamra.yaml');
  await expect(findTrustAnchor(rolesAnywhere, config)).rejects.toMatchObject({
    code: 'IAMRA261',
    message: `Trust anchor ${arn} is of an AWS Private CA.`,
    fix: 'replace it where it is kept: AWS Private CA renews its own',
  });
});
