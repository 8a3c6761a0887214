import { expect } from 'vitest';
import type { CheckResult, DoctorResult } from '../../../src/actions/doctor/doctor-result.ts';
import type { UserMachine } from './installation.ts';

export interface DoctorRun {
  readonly exitCode: number | null;
  readonly result: DoctorResult;
  /** Of all checks. */
  readonly findings: CheckResult['findings'];
}

/** What `iamra doctor` finds, and does with `--fix`. */
export async function runDoctor(
  { iamra }: UserMachine,
  ...flags: readonly string[]
): Promise<DoctorRun> {
  const { stdout, stderr, exitCode } = await iamra(['doctor', '--json', ...flags]);
  expect(stdout, stderr).toMatch(/^\{/);
  const result = JSON.parse(stdout) as DoctorResult;
  return { exitCode, result, findings: result.checks.flatMap((check) => check.findings) };
}
