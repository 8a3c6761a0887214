import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { renderConfigSchema } from '../../../../scripts/docs/render-config-schema.ts';
import { configSchemaUrl } from '../../../../src/core/config/config-schema-url.ts';
import { iamraConfigSchema } from '../../../../src/core/config/iamra-config.ts';
import { renderConfig } from '../../../../src/core/config/render-config.ts';

const schema = JSON.parse(
  readFileSync('schema/iamra.schema.json', 'utf8'),
) as z.core.JSONSchema.JSONSchema;
// Read back from the file: what an editor would say, by no other way than the file.
const editor = z.fromJSONSchema(schema);

const valid = `apiVersion: iamra.dev/v1
cluster: home
region: eu-west-1
account: "123456789012"
trustAnchor: { name: iamra-home }
profile: { name: iamra-home, durationSeconds: 3600, managedPolicies: ["arn:aws:iam::aws:policy/A"] }
sourceAccount: true
tags: { team: shop }
roles:
  - name: web
    path: /teams/
    serviceAccounts: [default/web, "shop:api"]
    policies: [s3.json, "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    conditions: { StringEquals: { "aws:RequestedRegion": [eu-west-1] } }
`;

const wrong = [
  ['region: eu-west-1', 'regoin: eu-west-1'],
  ['region: eu-west-1', 'region: Ireland'],
  ['cluster: home', 'cluster: Home'],
  ['"123456789012"', '123456789012'],
  ['3600', '60'],
  ['name: iamra-home }', 'nam: iamra-home }'],
  ['sourceAccount: true', 'sourceAccount: 1'],
  ['team: shop', '"aws:team": shop'],
  ['team: shop', 'team: "<shop>"'],
  ['path: /teams/', 'path: teams'],
  ['default/web', 'web'],
  ['[default/web, "shop:api"]', '[]'],
  ['s3.json', 's3.txt'],
  ['arn:aws-cn:iam::aws:policy', 'arn:aws-cn:iam::aws:role'],
  ['StringEquals', 'Equals'],
  ['"aws:RequestedRegion"', 'region'],
] as const;

const examples = [...readdirSync('docs').map((name) => `docs/${name}`), 'README.md'].flatMap(
  (page) =>
    [...readFileSync(page, 'utf8').matchAll(/^```yaml\n([^]*?)^```$/gm)]
      .map(([, text = '']) => text)
      .filter((text) => text.includes('apiVersion: iamra.dev/v1\n') && text.includes('cluster:')),
);

describe('the JSON schema of iamra.yaml', () => {
  it('is the one that the code has (npm run docs)', () => {
    expect(readFileSync('schema/iamra.schema.json', 'utf8')).toBe(renderConfigSchema());
  });

  it('takes what the program takes', () => {
    for (const text of [valid, ...examples]) {
      expect(iamraConfigSchema.safeParse(parse(text)).error).toBeUndefined();
      expect(editor.safeParse(parse(text)).error).toBeUndefined();
    }
  });

  it.each(wrong)('refuses, as the program does, %s written as %s', (from, to) => {
    expect(valid).toContain(from);
    const value: unknown = parse(valid.replace(from, to));
    expect(iamraConfigSchema.safeParse(value).success).toBe(false);
    expect(editor.safeParse(value).success).toBe(false);
  });

  it('explains the keys that a person sets', () => {
    const { properties = {} } = schema;
    for (const key of ['cluster', 'region', 'account', 'sourceAccount', 'tags']) {
      expect(properties[key]).toHaveProperty('description');
    }
  });

  it('is named in the first line of each iamra.yaml that is written', () => {
    const text = renderConfig(iamraConfigSchema.parse(parse(valid)));
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${configSchemaUrl}`);
    expect(schema.$id).toBe(configSchemaUrl);
  });
});
