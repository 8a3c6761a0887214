import { type AwsSide, openAwsSide } from '../actions/aws-side/open-aws-side.ts';
import { withLock } from '../actions/aws-side/with-lock.ts';
import { applyInit } from '../actions/init/apply-init.ts';
import type { PreparedInit } from '../actions/init/prepare-init.ts';
import type { IrsaInput } from '../actions/migrate/irsa-input.ts';
import { type IrsaResult, listIrsa } from '../actions/migrate/irsa-result.ts';
import { judgeIrsa } from '../actions/migrate/judge-irsa.ts';
import { observeIrsa } from '../actions/migrate/observe-irsa.ts';
import { prepareRoleAdditions } from '../actions/role/prepare-role-addition.ts';
import type { Context } from '../context.ts';
import type { RoleConfig } from '../core/config/iamra-config.ts';
import { confirmPlan } from './confirm-plan.ts';
import { renderIrsaListing, renderIrsaResult } from './render-irsa.ts';
import { showInitPlan } from './show-init-plan.ts';

export interface IrsaMigration {
  readonly input: IrsaInput;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Prints nothing of the result. */
  readonly quiet: boolean;
}

/** Shows who has roles by EKS' annotation, plans, asks, and lets them have the roles by iamra. */
export async function runIrsaMigration(
  context: Context,
  { input, dryRun, yes, quiet }: IrsaMigration,
): Promise<IrsaResult> {
  const { terminal } = context;
  const side = await openAwsSide(context, input);
  const { cluster } = side.config;
  const observed = await terminal.step('Look for ServiceAccounts with roles of EKS', () =>
    observeIrsa(context, input, cluster),
  );
  const judged = await terminal.step('Hold them against AWS', () => judgeIrsa(observed, side));
  const nothingDone: IrsaResult = {
    cluster,
    context: observed.kube.context,
    serviceAccounts: listIrsa(judged, observed),
    changes: [],
    warnings: [],
    applied: false,
    configFile: input.configFile,
    eksAnnotations: observed.settings?.compatibility?.eksAnnotations ?? null,
    eksWebhook: observed.hasEksWebhook,
  };
  const listing = renderIrsaListing(nothingDone.serviceAccounts, nothingDone.context);
  // Without a plan the listing is the result.
  if (!quiet && (dryRun || judged.roles.length === 0)) terminal.print(listing);
  else terminal.note(listing);
  if (judged.roles.length === 0) return nothingDone;
  const prepare = preparing(context, input, side, judged.roles);
  if (dryRun) {
    const { plan } = await prepare();
    terminal.note('Dry run: nothing was written.');
    return { ...nothingDone, changes: plan.changes, warnings: plan.warnings };
  }
  const { kubeconfig, context: name } = input;
  const place = { cluster, caller: side.caller.arn, kubeconfig, context: name, noCluster: false };
  const applied = await withLock(context, place, async (lost) => {
    const prepared = await prepare();
    await confirmPlan(terminal, 'Write this?', yes || prepared.plan.steps.length === 0);
    return applyInit(context, prepared, lost);
  });
  const result = {
    ...nothingDone,
    changes: applied.changes,
    warnings: applied.warnings,
    applied: applied.applied,
  };
  if (!quiet) terminal.print(renderIrsaResult(result));
  return result;
}

function preparing(
  context: Context,
  input: IrsaInput,
  { config }: AwsSide,
  roles: readonly RoleConfig[],
): () => Promise<PreparedInit> {
  const { terminal } = context;
  const { configFile, region, profile, endpointUrl } = input;
  const place = { configFile, region, profile, endpointUrl };
  return async () => {
    const prepared = await terminal.step('Read what AWS holds', () =>
      prepareRoleAdditions(context, place, config, roles),
    );
    showInitPlan(terminal, prepared);
    return prepared;
  };
}
