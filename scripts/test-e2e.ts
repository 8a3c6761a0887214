import { runVitest } from './test/run-vitest.ts';
import './build.ts';

/** `npm run test:e2e`: journeys; peers, the chart under both Helms and the soak; then a real cluster for itself. */
process.exitCode = runVitest(
  [['journeys'], ['peers', 'chart', 'soak'], ['e2e']],
  process.argv.slice(2),
);
