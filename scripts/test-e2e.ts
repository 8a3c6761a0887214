import { runVitest } from './test/run-vitest.ts';
import './build.ts';

/** `npm run test:e2e`: journeys, peers and the chart under both Helms, then a real cluster for itself. */
process.exitCode = runVitest([['journeys'], ['peers', 'chart'], ['e2e']], process.argv.slice(2));
