import type { Check } from './check.ts';

/** Bears what keeps every other question to AWS from being asked. */
export const awsAccount: Check<'caller'> = {
  name: 'aws-account',
  category: 'aws',
  title: 'AWS answers',
  codes: ['IAMRA201', 'IAMRA202', 'IAMRA203', 'IAMRA205', 'IAMRA207', 'IAMRA211'],
  needs: ['caller'],
  judge: ({ caller: { account, arn } }) => ({
    findings: [],
    detail: `account ${account}, as ${arn}`,
  }),
};
