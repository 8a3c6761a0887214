import { writeFile } from 'node:fs/promises';
import { renderErrorsPage } from './docs/render-errors-page.ts';

/** `npm run docs`: writes the pages that are made from code. */
await writeFile('docs/errors.md', renderErrorsPage());
