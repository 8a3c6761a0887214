import type { Check } from './check.ts';
import { type Finding, warning } from './finding.ts';
import { nameOwner } from './name-owners.ts';
import type { WaitingWorkload } from './workload-facts.ts';

/** After trouble with the webhook, controllers try again only minutes later; `--fix` wakes them. */
export const waitingWorkloads: Check<'waiting'> = {
  name: 'waiting-workloads',
  category: 'workloads',
  title: 'No workload waits for another attempt to make its pods',
  codes: ['IAMRA140'],
  needs: ['waiting'],
  judge: ({ waiting }) => ({ findings: waiting.map(judgeWaitingWorkload) }),
};

export function judgeWaitingWorkload(workload: WaitingWorkload): Finding {
  const { missingPods, message } = workload;
  const pods = missingPods === 1 ? '1 pod' : `${missingPods} pods`;
  return warning('IAMRA140', `${nameOwner(workload)} lacks ${pods}: ${message}`);
}
