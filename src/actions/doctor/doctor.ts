import type { Context } from '../../context.ts';
import { doctorChecks } from '../../core/checks/doctor-checks.ts';
import { selectChecks } from '../../core/checks/select-checks.ts';
import { createWorld } from './create-world.ts';
import type { DoctorInput } from './doctor-input.ts';
import { type CheckResult, type DoctorResult, type Outcome, outcomes } from './doctor-result.ts';
import { gatherers } from './gatherers.ts';
import { runChecks } from './run-checks.ts';
import { wakeWorkloads } from './wake-workloads.ts';

/** Hears of each check as soon as it, and those before it, are done. */
export type DoctorObserver = (result: CheckResult) => void;

/**
 * Looks at cluster and AWS. Stores nothing in either but, for some seconds, one webhook configuration
 * without rules; with `fix` it also wakes workloads that wait.
 * @throws {IamraError} IAMRA901 for an unknown check, IAMRA905 where it was interrupted
 */
export async function doctor(
  context: Context,
  input: DoctorInput,
  observe: DoctorObserver,
): Promise<DoctorResult> {
  const checks = selectChecks(doctorChecks, input.selection);
  const world = createWorld(context, input, gatherers);
  const results: CheckResult[] = [];
  for await (const result of runChecks(checks, world)) {
    observe(result);
    results.push(result);
  }
  return {
    ok: results.every(({ outcome }) => outcome !== 'fail'),
    summary: summarise(results),
    checks: results,
    fixes: input.fix ? await wakeWorkloads(world) : [],
  };
}

function summarise(results: readonly CheckResult[]): Record<Outcome, number> {
  const count = (wanted: Outcome): number =>
    results.filter(({ outcome }) => outcome === wanted).length;
  return Object.fromEntries(outcomes.map((outcome) => [outcome, count(outcome)])) as Record<
    Outcome,
    number
  >;
}
