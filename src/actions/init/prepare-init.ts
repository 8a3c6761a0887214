import type { Aws } from '../../aws/aws.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import type { IssuedCertificate } from '../../core/pki/issue-certificate.ts';
import type { InitObservation, InitTarget } from '../../core/plan/init/init-target.ts';
import { type InitPlan, planInit } from '../../core/plan/init/plan-init.ts';
import { readConfigFile } from '../../files/config-file.ts';
import { findCluster, findRegion } from './find-place.ts';
import type { InitInput } from './init-input.ts';
import { mergeRoles } from './merge-roles.ts';
import { observe } from './observe.ts';
import { readUsableCa, refuseUnsuitableCa } from './prepare-ca.ts';
import { refuseOtherAccount } from './refuse-other-account.ts';

/** All that is known before the first write. */
export interface PreparedInit {
  readonly input: InitInput;
  readonly aws: Aws;
  readonly caller: CallerIdentity;
  readonly target: InitTarget;
  readonly observed: InitObservation;
  readonly ca: IssuedCertificate | undefined;
  readonly plan: InitPlan;
}

const defaultDurationSeconds = 3600;

/** Reads files and AWS, and plans; writes nothing, neither here nor there. */
export async function prepareInit(context: Context, input: InitInput): Promise<PreparedInit> {
  const config = await readConfigFile(input.configFile);
  const cluster = findCluster(input, config);
  const region = await findRegion(context, input, config);
  const ca = await readUsableCa(input.caKeyFile, context.now());
  const { profile, endpointUrl } = input;
  const aws = await context.aws({ region, profile, endpointUrl, environment: context.environment });
  const caller = await aws.sts.getCallerIdentity();
  refuseOtherAccount(caller, config, input.configFile);
  const target: InitTarget = {
    cluster,
    region,
    account: caller.account,
    partition: caller.partition,
    durationSeconds:
      input.durationSeconds ?? config?.profile?.durationSeconds ?? defaultDurationSeconds,
    roles: mergeRoles(config?.roles ?? [], input.roles),
  };
  const observed = await observe(aws, target, config, ca);
  refuseUnsuitableCa(observed, ca, input.caKeyFile);
  const plan = planInit(target, observed);
  return { input, aws, caller, target, observed, ca, plan };
}
