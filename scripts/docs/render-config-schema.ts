import { z } from 'zod';
import { configSchemaUrl } from '../../src/core/config/config-schema-url.ts';
import { iamraConfigSchema } from '../../src/core/config/iamra-config.ts';

/** schema/iamra.schema.json: what editors complete and check in `iamra.yaml`. Their YAML servers read draft 7. */
export function renderConfigSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(iamraConfigSchema, {
    target: 'draft-7',
    // Defaults may be left out.
    io: 'input',
  });
  const heading = { $schema, $id: configSchemaUrl, title: 'iamra.yaml' };
  return `${JSON.stringify({ ...heading, ...schema }, null, 2)}\n`;
}
