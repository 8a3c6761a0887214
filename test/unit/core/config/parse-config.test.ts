import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../src/core/config/parse-config.ts';
import { renderConfig } from '../../../../src/core/config/render-config.ts';

const valid = `# the lab
apiVersion: iamra.dev/v1
cluster: home # under the desk
region: eu-west-1
account: "123456789012"
roles:
  - name: web
    serviceAccounts: [default/web]
`;

function failure(text: string): { code: string; message: string } {
  try {
    parseConfig(text, 'iamra.yaml');
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('the text was taken');
}

describe('iamra.yaml', () => {
  it('is read with its defaults filled in', () => {
    expect(parseConfig(valid, 'iamra.yaml')).toEqual({
      apiVersion: 'iamra.dev/v1',
      cluster: 'home',
      region: 'eu-west-1',
      account: '123456789012',
      roles: [{ name: 'web', serviceAccounts: ['default/web'], policies: [] }],
    });
  });

  it('refuses an unknown key with its line and the nearest valid key', () => {
    const { code, message } = failure(valid.replace('region:', 'regoin:'));
    expect(code).toBe('IAMRA903');
    expect(message).toMatch(/line \d/);
  });

  it('names the nearest key of a nested block', () => {
    const { message } = failure(
      `${valid}profile:\n  name: x\n  durationSecond: 900\n  durationSeconds: 900\n`,
    );
    expect(message).toBe(
      'iamra.yaml, line 11: unknown key “durationSecond”; did you mean “durationSeconds”?',
    );
  });

  it.each([
    ['account: "123456789012"', 'account: 12', 'account'],
    ['default/web', 'web', 'roles.0.serviceAccounts.0 must be NAMESPACE/NAME'],
    ['cluster: home', 'cluster: Home', 'cluster must be 1 to 63'],
    ['region: eu-west-1', 'region: Ireland', 'region must be an AWS region'],
  ])('refuses %s written as %s', (from, to, expected) => {
    expect(failure(valid.replace(from, to)).message).toContain(expected);
  });

  it.each([
    ['policies: [s3.txt]', 'roles.0.policies.0 must be the ARN of an IAM policy, or a .json file'],
    ['path: teams', 'roles.0.path must begin and end with “/”'],
    ['tags: {"aws:x": y}', 'roles.0.tags.aws:x must be 1 to 128 letters'],
    ['tags: {iamra.dev/cluster: y}', 'and not begin with “aws:” or “iamra.dev/”'],
    ['tags: {team: "<shop>"}', 'roles.0.tags.team must be up to 256 letters'],
    ['conditions: {Equals: {aws:x: y}}', 'must be a condition operator of IAM'],
    ['conditions: {Bool: {x: y}}', 'must be a condition key'],
    ['conditions: {ArnEquals: {aws:SourceArn: "*"}}', 'is set by iamra itself'],
    ['permissionsBoundary: s3.json', 'must be the ARN of an IAM policy'],
    ['adopted: true\n    policies: [s3.json]', 'roles.0.policies cannot be set on an adopted role'],
    ['adopted: true\n    tags: {a: b}', 'roles.0.tags cannot be set on an adopted role'],
  ])('refuses a role with %s', (line, expected) => {
    const { message } = failure(`${valid}    ${line}\n`);
    expect(message).toContain(expected);
    expect(message).toMatch(/^iamra\.yaml, line (9|10): /);
  });

  it('refuses two roles whose names differ in case alone: IAM takes them for one', () => {
    const { message } = failure(`${valid}  - name: Web\n    serviceAccounts: [a/b]\n`);
    expect(message).toBe('iamra.yaml, line 9: roles.1.name is there twice: Web');
  });

  it('tells the line of broken YAML', () => {
    expect(failure('apiVersion: [').message).toMatch(/^iamra\.yaml, line 1: /);
  });

  it('keeps comments and order when a value changes', () => {
    const config = { ...parseConfig(valid, 'iamra.yaml'), region: 'eu-central-1' };
    const text = renderConfig(config, valid);
    expect(text).toContain('# the lab');
    expect(text).toContain('cluster: home # under the desk');
    expect(text).toContain('region: eu-central-1');
    expect(parseConfig(text, 'iamra.yaml')).toEqual(config);
  });

  it('writes a new file that it reads back', () => {
    const config = parseConfig(valid, 'iamra.yaml');
    expect(parseConfig(renderConfig(config), 'iamra.yaml')).toEqual(config);
  });
});
