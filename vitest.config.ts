import { defineConfig } from 'vitest/config';

const project = (name: string, extra: object = {}): { test: object } => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...extra },
});

/** One project for each rung of the test ladder. */
export default defineConfig({
  test: {
    disableConsoleIntercept: true,
    // Most tests wait for other processes: one worker for each core leaves the cores idle.
    maxWorkers: 4,
    projects: [
      // Limits are for what hangs: a busy machine may take ten times as long as an idle one.
      project('unit', { testTimeout: 60_000 }),
      project('property', { testTimeout: 300_000 }),
      project('integration', { testTimeout: 120_000, hookTimeout: 120_000 }),
      project('cli', {
        testTimeout: 60_000,
        hookTimeout: 120_000,
        globalSetup: ['test/cli/build-once.ts'],
      }),
      project('journeys', {
        testTimeout: 120_000,
        globalSetup: ['test/cli/build-once.ts'],
      }),
      project('soak', { globalSetup: ['test/cli/build-once.ts'] }),
      // Whichever test is the first to need a peer builds it.
      project('peers', { testTimeout: 600_000, hookTimeout: 600_000 }),
      project('full', { testTimeout: 1_200_000, hookTimeout: 1_200_000 }),
      project('chart', {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        globalSetup: ['test/cluster/build-tools.ts'],
      }),
      project('e2e', {
        testTimeout: 300_000,
        hookTimeout: 600_000,
        // One cluster for all of them.
        fileParallelism: false,
        globalSetup: [
          'test/cli/build-once.ts',
          'test/cluster/build-tools.ts',
          'test/e2e/use-cluster.ts',
        ],
      }),
    ],
  },
});
