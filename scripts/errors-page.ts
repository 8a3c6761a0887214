import { writeFile } from 'node:fs/promises';
import { renderConfigSchema } from './docs/render-config-schema.ts';
import { renderErrorsPage } from './docs/render-errors-page.ts';
import { renderPodFields } from './docs/render-pod-fields.ts';

/** `npm run docs`: writes the page, the schema and the table that are made from code. */
await writeFile('docs/errors.md', renderErrorsPage());
await writeFile('schema/iamra.schema.json', renderConfigSchema());
await writeFile('src/core/rules/validate/pod-fields.json', renderPodFields());
