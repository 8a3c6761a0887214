import type { Context } from '../../context.ts';
import { bundleWarnings } from '../../core/pki/bundle-warnings.ts';
import type { Change } from '../../core/plan/change.ts';
import type { InitTarget } from '../../core/plan/init/init-target.ts';
import { type InitPlan, planInit } from '../../core/plan/init/plan-init.ts';
import { initTarget } from '../../core/plan/init/target-of-config.ts';
import { type AwsSide, type AwsSideInput, openAwsSide } from '../aws-side/open-aws-side.ts';
import { observe } from './observe.ts';
import { readPolicyFiles } from './read-policy-files.ts';

/** What `plan` answers; `--json` prints it as it stands. */
export interface PlanResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  /** ARN of whoever ran it. */
  readonly caller: string;
  /** Whether AWS differs from what `iamra.yaml` says. */
  readonly drift: boolean;
  readonly changes: readonly Change[];
  /** What a person should know and `init` does not mend. */
  readonly warnings: readonly string[];
  readonly configFile: string;
}

/** `iamra.yaml` held against AWS. */
export interface Drift extends AwsSide {
  readonly target: InitTarget;
  readonly plan: InitPlan;
}

/** Reads `iamra.yaml` and what AWS holds, and plans; writes nothing and takes no lock. */
export async function planDrift(context: Context, input: AwsSideInput): Promise<Drift> {
  const side = await openAwsSide(context, input);
  const { config, aws, caller } = side;
  const files = await readPolicyFiles(config, input.configFile);
  const target = initTarget(config, caller.partition, files);
  const observed = await observe(aws, target);
  const plan = planInit(target, observed);
  const { certificates = '' } = observed.trustAnchor ?? {};
  const warnings = [...plan.warnings, ...bundleWarnings(certificates, context.now())];
  return { ...side, target, plan: { ...plan, warnings } };
}

/** The result of a plan that nobody applies. */
export function planResult({ config, caller, plan }: Drift, configFile: string): PlanResult {
  const { cluster, region, account } = config;
  const { changes, steps, warnings } = plan;
  const drift = steps.length > 0;
  return { cluster, region, account, caller: caller.arn, drift, changes, warnings, configFile };
}
