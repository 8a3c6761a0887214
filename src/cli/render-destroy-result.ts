import type { DestroyResult } from '../actions/destroy/apply-destroy.ts';

/** What is gone, and what remains. */
export function renderDestroyResult(result: DestroyResult): string {
  const { cluster, account, region, applied, remains, configFile } = result;
  const subject = `the AWS side of cluster ${cluster} in account ${account}, region ${region}`;
  const head = applied
    ? `Gone: ${subject}.`
    : `Nothing to do: AWS holds nothing of cluster ${cluster} in account ${account}, region ${region}.`;
  return [
    head,
    '',
    'What remains:',
    `  ${configFile}, without the ARNs of what is gone: iamra init makes it all again`,
    ...remains.map((thing) => `  ${thing}`),
  ].join('\n');
}
