import type { Check } from './check.ts';

/** Bears what keeps every other question to the cluster from being asked. */
export const clusterAnswers: Check<'cluster'> = {
  name: 'cluster',
  category: 'kubernetes',
  title: 'The cluster answers',
  codes: ['IAMRA101', 'IAMRA150'],
  needs: ['cluster'],
  judge: ({ cluster: { context, server } }) => ({
    findings: [],
    detail: `context ${context}, ${server}`,
  }),
};
