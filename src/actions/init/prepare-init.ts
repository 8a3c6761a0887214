import type { Aws } from '../../aws/aws.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import type { InitObservation, InitTarget } from '../../core/plan/init/init-target.ts';
import { type InitPlan, planInit } from '../../core/plan/init/plan-init.ts';
import { readConfigFile } from '../../files/config-file.ts';
import type { CaStore } from '../workload-ca/ca-store.ts';
import { readUsableCa } from '../workload-ca/read-usable-ca.ts';
import { findCaStore } from './find-ca-store.ts';
import { findCluster, findRegion } from './find-place.ts';
import type { InitInput } from './init-input.ts';
import { mergeRoles } from './merge-roles.ts';
import { observe } from './observe.ts';
import { refuseUnsuitableCa } from './prepare-ca.ts';
import { refuseOtherAccount } from './refuse-other-account.ts';

/** All that is known before the first write. */
export interface PreparedInit {
  readonly input: InitInput;
  readonly aws: Aws;
  readonly caller: CallerIdentity;
  readonly target: InitTarget;
  readonly observed: InitObservation;
  readonly caStore: CaStore | undefined;
  /** PEM */
  readonly caCertificate: string | undefined;
  readonly plan: InitPlan;
}

const defaultDurationSeconds = 3600;

/** Reads files, cluster and AWS, and plans; writes nothing anywhere. */
export async function prepareInit(context: Context, input: InitInput): Promise<PreparedInit> {
  const config = await readConfigFile(input.configFile);
  const cluster = findCluster(input, config);
  const region = await findRegion(context, input, config);
  const found = await findCaStore(context, input, config);
  const caCertificate = await readUsableCa(found.store, context.now());
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
  const ca = { certificate: caCertificate, place: found.store?.place };
  const observed = await observe(aws, target, config, ca);
  refuseUnsuitableCa(observed, caCertificate, found);
  const plan = planInit(target, observed);
  return { input, aws, caller, target, observed, caStore: found.store, caCertificate, plan };
}
