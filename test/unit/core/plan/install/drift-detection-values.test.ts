import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../../src/core/config/parse-config.ts';
import { driftDetectionValues } from '../../../../../src/core/plan/install/drift-detection-values.ts';

const arn = 'arn:aws:iam::123456789012:role/iamra-drift';
const text = `apiVersion: iamra.dev/v1
cluster: home # mine
region: eu-west-1
account: "123456789012"
roles:
  - name: web
    arn: arn:aws:iam::123456789012:role/web
    serviceAccounts: [team-a/web]
    policies: [s3.json]
  - name: iamra-drift
    arn: ${arn}
    serviceAccounts: [iamra-system/iamra-identity-controller]
`;
const config = parseConfig(text, 'iamra.yaml');
const files = new Map([['s3.json', '{}']]);

describe('what drift detection is handed', () => {
  it('is iamra.yaml and the policies that it names', () => {
    const values = driftDetectionValues(config, files, 'iamra-system');
    expect(parseConfig(values.config, 'iamra.yaml')).toEqual(config);
    expect(values.policyFiles).toEqual({ 's3.json': '{}' });
  });

  it("is the role that iamra.yaml has for the controller's ServiceAccount, if it has one", () => {
    expect(driftDetectionValues(config, files, 'iamra-system').roleArn).toBe(arn);
    expect(driftDetectionValues(config, files, 'elsewhere')).not.toHaveProperty('roleArn');
  });
});
