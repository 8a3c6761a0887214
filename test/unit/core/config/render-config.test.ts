import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../src/core/config/parse-config.ts';
import { renderConfig } from '../../../../src/core/config/render-config.ts';

const text = `# the lab
apiVersion: iamra.dev/v1
cluster: home
region: eu-west-1
account: "123456789012"
roles:
  # serves customers
  - name: web
    serviceAccounts: [default/web] # just one
    policies:
      - s3.json # reads
  - serviceAccounts: [jobs/batch]
    name: batch
`;

const config = parseConfig(text, 'iamra.yaml');

describe('iamra.yaml, written again', () => {
  it('is the same text where nothing changed', () => {
    expect(renderConfig(config, text)).toBe(text);
    const odd = text.replace('home', '"home"   # odd').replaceAll('\n', '\r\n');
    expect(renderConfig(config, odd)).toBe(odd);
  });

  it('keeps the comments inside a role that gets its ARN', () => {
    const arn = 'arn:aws:iam::123456789012:role/web';
    const roles = config.roles.map((role) => (role.name === 'web' ? { ...role, arn } : role));
    expect(renderConfig({ ...config, roles }, text)).toBe(
      text.replace('# reads\n', `# reads\n    arn: ${arn}\n`),
    );
  });

  it('leaves out a role, a key and an item that are gone', () => {
    const [web] = config.roles;
    if (web === undefined) throw new Error('no role');
    const roles = [{ ...web, serviceAccounts: ['default/web', 'shop/api'], policies: [] }];
    const after = renderConfig({ ...config, roles }, text);
    expect(after).not.toContain('batch');
    expect(after).toContain('# serves customers');
    expect(parseConfig(after, 'iamra.yaml')).toEqual({ ...config, roles });
  });
});
