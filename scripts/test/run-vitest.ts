import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Projects of vitest that run side by side. */
export type Group = readonly string[];

interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs one group after another and ends with a plain line `N passed, M failed`; gives the exit code.
 * Further arguments go to vitest; those that name files may leave a group without any.
 */
export function runVitest(groups: readonly Group[], more: readonly string[]): number {
  const totals = groups.map((group) => runGroup(group, more));
  const passed = sum(totals.map((total) => total.passed));
  const failed = sum(totals.map((total) => total.failed));
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

function runGroup(projects: Group, more: readonly string[]): Totals {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-test-'));
  const report = join(folder, 'report.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--passWithNoTests',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...more,
      ],
      { stdio: 'inherit' },
    );
    return totalsOf(report, status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

/** What failed beside the tests, such as a suite that did not load, counts as one failure at least. */
function totalsOf(file: string, status: number | null): Totals {
  if (!existsSync(file)) {
    process.stderr.write(`vitest ended with ${String(status)} before it ran a test.\n`);
    return { passed: 0, failed: 1 };
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const { numPassedTests: passed, numFailedTests, numFailedTestSuites } = report;
  const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
  return { passed, failed: status === 0 ? failed : Math.max(failed, 1) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
