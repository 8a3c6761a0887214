import { writeFile } from 'node:fs/promises';
import { renderConfigSchema } from './docs/render-config-schema.ts';
import { renderErrorsPage } from './docs/render-errors-page.ts';

/** `npm run docs`: writes the page and the schema that are made from code. */
await writeFile('docs/errors.md', renderErrorsPage());
await writeFile('schema/iamra.schema.json', renderConfigSchema());
