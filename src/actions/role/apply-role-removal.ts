import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Change } from '../../core/plan/change.ts';
import type { RoleRemovalStep } from '../../core/plan/role/role-removal.ts';
import { writeConfigFile } from '../../files/config-file.ts';
import { sleeper } from '../init/until-seen.ts';
import { updateProfile } from '../init/update-profile.ts';
import { applyRoleDeletion } from './apply-role-deletion.ts';
import type { PreparedRoleRemoval } from './prepare-role-removal.ts';

/** What `role remove` answers; `--json` prints it as it stands. */
export interface RoleRemovalResult {
  readonly cluster: string;
  readonly account: string;
  /** ARN of whoever ran it. */
  readonly caller: string;
  readonly role: string;
  /** `namespace/name`; null where the whole role was meant. */
  readonly serviceAccount: string | null;
  readonly changes: readonly Change[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  /** Workloads that lose their credentials; not empty only with `--force`. */
  readonly users: readonly string[];
  /** Roles that `iamra.yaml` has afterwards. */
  readonly roles: ReadonlyArray<{
    readonly name: string;
    readonly serviceAccounts: readonly string[];
  }>;
  readonly configFile: string;
}

/**
 * Runs the plan; `iamra.yaml` follows when all is done, so that a run that is cut off is finished by the next.
 * @throws {IamraError} IAMRA905 where it was interrupted, IAMRA245
 */
export async function applyRoleRemoval(
  context: Context,
  prepared: PreparedRoleRemoval,
  lost: AbortSignal,
): Promise<RoleRemovalResult> {
  const { input, plan } = prepared;
  let done = 0;
  try {
    for (const step of plan.steps) {
      lost.throwIfAborted();
      refuseIfInterrupted(context.signal);
      await context.terminal.step(step.title, () => applyStep(context, prepared, step));
      done++;
    }
  } catch (error) {
    context.terminal.note(stopped(done, plan.steps.length));
    throw error;
  }
  const isWritten = await writeConfigFile(input.configFile, plan.config);
  return roleRemovalResult(prepared, plan.config, plan.steps.length > 0 || isWritten);
}

/** What a run would end with, without any write. */
export function dryRemovalResult(prepared: PreparedRoleRemoval): RoleRemovalResult {
  return roleRemovalResult(prepared, prepared.config, false);
}

function roleRemovalResult(
  { input, caller, plan, users }: PreparedRoleRemoval,
  config: IamraConfig,
  applied: boolean,
): RoleRemovalResult {
  return {
    cluster: config.cluster,
    account: config.account,
    caller: caller.arn,
    role: input.name,
    serviceAccount: input.serviceAccount ?? null,
    changes: plan.changes,
    applied,
    users: users.map(({ name, what }) => `${name} (${what})`),
    roles: config.roles.map(({ name, serviceAccounts }) => ({ name, serviceAccounts })),
    configFile: input.configFile,
  };
}

async function applyStep(
  { signal }: Context,
  { aws: { rolesAnywhere, iam } }: PreparedRoleRemoval,
  step: RoleRemovalStep,
): Promise<void> {
  switch (step.kind) {
    case 'leave-profile':
      await updateProfile(
        rolesAnywhere,
        step.profileId,
        ({ name, durationSeconds, acceptRoleSessionName, roleArns }) => ({
          name,
          durationSeconds,
          acceptRoleSessionName,
          roleArns: roleArns.filter((arn) => arn !== step.roleArn),
        }),
        sleeper(signal),
      );
      return;
    case 'update-trust-policy':
      return iam.updateTrustPolicy(step.roleName, step.trustPolicy);
    default:
      return applyRoleDeletion(iam, step);
  }
}

function refuseIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new IamraError('IAMRA905', 'Interrupted; what is gone stays gone.');
}

function stopped(done: number, total: number): string {
  return done === 0
    ? 'No step was finished.'
    : `${done} of ${total} steps are done; run the same command again to finish.`;
}
