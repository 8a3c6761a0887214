import type { PlanResult } from '../actions/init/plan-drift.ts';

/** Whether AWS is as `iamra.yaml` says, and what to do if not. */
export function renderPlanResult({ cluster, drift, changes, configFile }: PlanResult): string {
  if (!drift) return `Nothing differs: AWS is as ${configFile} says for cluster ${cluster}.`;
  const count = changes.filter(({ action }) => action !== 'keep').length;
  const differ = count === 1 ? '1 resource differs' : `${count} resources differ`;
  return `${differ} from ${configFile}. To put that right: iamra init`;
}
