import { catalogue } from '../../src/core/errors/catalogue.ts';

const families = [
  ['IAMRA1', 'The cluster'],
  ['IAMRA2', 'AWS'],
  ['IAMRA3', 'Admission of pods'],
  ['IAMRA4', 'Sessions and the agent'],
  ['IAMRA9', 'Usage, and iamra itself'],
] as const;

const introduction = `# Errors

Every error, refusal and warning has a code. It is the same in the terminal, in JSON, in logs, in
metrics and in Kubernetes events. This page is made from the code (\`npm run docs\`).

Exit codes: 0 ok · 1 checks failed or drift · 2 usage · 3 environment: credentials, cluster, files ·
4 refused by AWS or Kubernetes · 70 a fault of iamra · 124 timed out · 130 declined or interrupted.
`;

/** The page that each error links to. */
export function renderErrorsPage(): string {
  const sections = families.map(([prefix, title]) => `\n## ${title}\n${entries(prefix)}`);
  return `${introduction}${sections.join('')}`;
}

function entries(prefix: string): string {
  return Object.entries(catalogue)
    .filter(([code]) => code.startsWith(prefix))
    .map(
      ([code, { title, fix, exit }]) =>
        `\n### ${code}\n\n${title}\n\n- To mend it: ${fix}\n- Exit code: ${exit}\n`,
    )
    .join('');
}
