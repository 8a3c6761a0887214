import type { Context } from '../../context.ts';
import { bundleWarnings } from '../../core/pki/bundle-warnings.ts';
import type { InitObservation, InitTarget } from '../../core/plan/init/init-target.ts';
import { type InitPlan, planInit } from '../../core/plan/init/plan-init.ts';
import { initTarget } from '../../core/plan/init/target-of-config.ts';
import { readUsableCa } from '../workload-ca/read-usable-ca.ts';
import type { InitInput } from './init-input.ts';
import { observe } from './observe.ts';
import { type OpenedInit, openInit } from './open-init.ts';
import { refuseUnsuitableCa } from './prepare-ca.ts';
import { readPolicyFiles } from './read-policy-files.ts';

/** All that is known before the first write. */
export interface PreparedInit extends OpenedInit {
  readonly target: InitTarget;
  readonly observed: InitObservation;
  /** PEM; absent: still to be made. */
  readonly caCertificate: string | undefined;
  readonly plan: InitPlan;
}

/** Opens and plans in one, for those who need no lock between. */
export async function prepareInit(context: Context, input: InitInput): Promise<PreparedInit> {
  return planOpened(context, await openInit(context, input));
}

/** Reads files, cluster and AWS, and plans; writes nothing anywhere. */
export async function planOpened(context: Context, opened: OpenedInit): Promise<PreparedInit> {
  const { config, aws, caller, ca, input } = opened;
  const files = await readPolicyFiles(config, input.configFile);
  const target = initTarget(config, caller.partition, files);
  const caCertificate = await readUsableCa(ca.store, context.now());
  const held = await observe(aws, target);
  const observed = { ...held, hasCa: caCertificate !== undefined, caPlace: ca.store?.place };
  refuseUnsuitableCa(observed, caCertificate, ca);
  const plan = planInit(target, observed);
  const bundle = observed.trustAnchor?.certificates ?? caCertificate ?? '';
  const warnings = [...plan.warnings, ...bundleWarnings(bundle, context.now())];
  return { ...opened, target, observed, caCertificate, plan: { ...plan, warnings } };
}
