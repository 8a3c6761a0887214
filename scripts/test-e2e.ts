import { e2eGroups } from './test/groups.ts';
import { runVitest } from './test/run-vitest.ts';
import './build.ts';

/** `npm run test:e2e`: journeys; peers, the chart under both Helms and the soak; then a real cluster for itself. */
process.exitCode = runVitest(e2eGroups, process.argv.slice(2));
