import type { Aws } from '../../aws/aws.ts';
import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Change } from '../../core/plan/change.ts';
import type { DestroyObservation } from '../../core/plan/destroy/destroy-observation.ts';
import { type DestroyStep, goneAfter } from '../../core/plan/destroy/destroy-step.ts';
import { withoutArns } from '../../core/plan/destroy/without-arns.ts';
import { writeConfigFile } from '../../files/config-file.ts';
import { applyRoleDeletion } from '../role/apply-role-deletion.ts';
import { unlessGone } from '../role/unless-gone.ts';
import type { PreparedDestroy } from './prepare-destroy.ts';

/** What `destroy` answers; `--json` prints it as it stands. */
export interface DestroyResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  /** ARN of whoever ran it. */
  readonly caller: string;
  readonly changes: readonly Change[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  /** Workloads that lose their credentials; not empty only with `--force`. */
  readonly users: readonly string[];
  /** What is still there, one thing each. */
  readonly remains: readonly string[];
  readonly configFile: string;
}

/**
 * Runs the plan and takes each ARN out of `iamra.yaml` when what it names is gone: a run that is cut off loses nothing.
 * @throws {IamraError} IAMRA905 where it was interrupted, IAMRA245; running it again goes on
 */
export async function applyDestroy(
  context: Context,
  prepared: PreparedDestroy,
  lost: AbortSignal,
): Promise<DestroyResult> {
  const { configFile, config, plan, aws } = prepared;
  const gone = new Set<string>();
  let done = 0;
  try {
    for (const step of plan.steps) {
      refuseIfStopped(context.signal, lost);
      await context.terminal.step(step.title, () => applyStep(aws, step));
      done++;
      const arn = goneAfter(step);
      if (arn === undefined) continue;
      gone.add(arn);
      await writeConfigFile(
        configFile,
        withoutArns(config, (written) => gone.has(written)),
      );
    }
  } catch (error) {
    context.terminal.note(stopped(done, plan.steps.length));
    throw error;
  }
  // What was gone before this run has left its ARN there.
  const present = presentAfter(prepared);
  await writeConfigFile(
    configFile,
    withoutArns(config, (written) => !present.has(written)),
  );
  return destroyResult(prepared, plan.steps.length > 0);
}

/** What the user is told, whether or not anything was done. */
export function destroyResult(prepared: PreparedDestroy, applied: boolean): DestroyResult {
  const { config, caller, plan, users, remains, configFile } = prepared;
  return {
    cluster: config.cluster,
    region: config.region,
    account: config.account,
    caller: caller.arn,
    changes: plan.changes,
    applied,
    users: users.map(({ name, what }) => `${name} (${what})`),
    remains,
    configFile,
  };
}

function applyStep({ rolesAnywhere, iam }: Aws, step: DestroyStep): Promise<void> {
  switch (step.kind) {
    case 'delete-revocation-list':
      return unlessGone(() => rolesAnywhere.deleteRevocationList(step.id));
    case 'delete-profile':
      return unlessGone(() => rolesAnywhere.deleteProfile(step.id));
    case 'delete-trust-anchor':
      return unlessGone(() => rolesAnywhere.deleteTrustAnchor(step.id));
    default:
      return applyRoleDeletion(iam, step);
  }
}

/** ARNs of what the plan leaves there: adopted roles, and things without our tag. */
function presentAfter({ config, observed, plan }: PreparedDestroy): Set<string> {
  const gone = new Set(plan.steps.map(goneAfter));
  const adopted = config.roles.flatMap(({ adopted: isAdopted, arn }) =>
    isAdopted === true && arn !== undefined ? [arn] : [],
  );
  return new Set([...adopted, ...arnsOf(observed).filter((arn) => !gone.has(arn))]);
}

function arnsOf({ revocationLists, profiles, roles, trustAnchors }: DestroyObservation): string[] {
  const things = [
    ...revocationLists,
    ...profiles,
    ...trustAnchors,
    ...roles.map(({ role }) => role),
  ];
  return things.map(({ arn }) => arn);
}

function refuseIfStopped(signal: AbortSignal, lost: AbortSignal): void {
  lost.throwIfAborted();
  if (signal.aborted) throw new IamraError('IAMRA905', 'Interrupted; what is gone stays gone.');
}

function stopped(done: number, total: number): string {
  return done === 0
    ? 'No step was finished.'
    : `${done} of ${total} steps are done; run the same command again to finish.`;
}
