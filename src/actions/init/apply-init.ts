import type { Context } from '../../context.ts';
import { resourceName } from '../../core/anywhere/resource-name.ts';
import { configApiVersion, type IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { writeConfigFile } from '../../files/config-file.ts';
import { applyStep, type InitProgress, type InitWorld } from './apply-step.ts';
import { type InitResult, resultOf } from './init-result.ts';
import type { PreparedInit } from './prepare-init.ts';

/**
 * Runs the plan and writes `iamra.yaml` after each step, so that a crash or Ctrl-C loses nothing.
 * @throws {IamraError} IAMRA905 where it was interrupted; running it again goes on
 */
export async function applyInit(context: Context, prepared: PreparedInit): Promise<InitResult> {
  const { input, plan } = prepared;
  const progress = startingPoint(prepared);
  const world: InitWorld = {
    aws: prepared.aws,
    target: prepared.target,
    caStore: prepared.caStore,
    now: context.now(),
  };
  let done = 0;
  try {
    await writeConfigFile(input.configFile, configOf(prepared, progress));
    for (const step of plan.steps) {
      refuseIfInterrupted(context.signal);
      await context.terminal.step(step.title, () => applyStep(step, progress, world));
      await writeConfigFile(input.configFile, configOf(prepared, progress));
      done++;
    }
  } catch (error) {
    context.terminal.note(stopped(done, plan.steps.length));
    throw error;
  }
  return resultOf(configOf(prepared, progress), {
    caller: prepared.caller.arn,
    changes: plan.changes,
    applied: plan.steps.length > 0,
    configFile: input.configFile,
  });
}

/** What the run would end with, without any write. */
export function dryRunResult(prepared: PreparedInit): InitResult {
  return resultOf(configOf(prepared, startingPoint(prepared)), {
    caller: prepared.caller.arn,
    changes: prepared.plan.changes,
    applied: false,
    configFile: prepared.input.configFile,
  });
}

function startingPoint({ observed, caCertificate }: PreparedInit): InitProgress {
  return {
    caCertificate,
    trustAnchor: observed.trustAnchor,
    profile: observed.profile,
    roleArns: new Map(observed.roles.map(({ role }) => [role.name, role.arn])),
    trustPolicies: new Map(observed.roles.map(({ role }) => [role.name, role.trustPolicy])),
  };
}

function configOf({ target }: PreparedInit, progress: InitProgress): IamraConfig {
  const name = resourceName(target.cluster);
  const { trustAnchor, profile } = progress;
  return {
    apiVersion: configApiVersion,
    cluster: target.cluster,
    region: target.region,
    account: target.account,
    trustAnchor: { name, ...(trustAnchor === undefined ? {} : { arn: trustAnchor.arn }) },
    profile: {
      name,
      ...(profile === undefined ? {} : { arn: profile.arn }),
      durationSeconds: target.durationSeconds,
    },
    roles: target.roles.map((role) => {
      const arn = progress.roleArns.get(role.name);
      const { name: roleName, serviceAccounts, policies } = role;
      return { name: roleName, ...(arn === undefined ? {} : { arn }), serviceAccounts, policies };
    }),
  };
}

function refuseIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new IamraError('IAMRA905', 'Interrupted; what was made stays.');
}

function stopped(done: number, total: number): string {
  return done === 0
    ? 'No step was finished.'
    : `${done} of ${total} steps are done and stay; run the same command again to go on.`;
}
