import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

/** Runs projects of vitest and ends with a plain line `N passed, M failed`; gives the exit code. */
export function runVitest(projects: readonly string[], more: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-test-'));
  const report = join(folder, 'report.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...more,
      ],
      { stdio: 'inherit' },
    );
    return conclude(report, status ?? 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function conclude(file: string, status: number): number {
  if (!existsSync(file)) {
    process.stderr.write(`vitest ended with ${status} before it ran a test.\n`);
    return 1;
  }
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as Report;
  // A suite that fails to load has no failed test to count.
  const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
  process.stdout.write(`\n${numPassedTests} passed, ${failed} failed\n`);
  return status !== 0 || failed > 0 || numPassedTests === 0 ? 1 : 0;
}
