import { runVitest } from './test/run-vitest.ts';
import './build.ts';

/** `npm run test:e2e`: peers, the chart under both Helms, and a real cluster. */
process.exitCode = runVitest(['peers', 'chart', 'e2e'], process.argv.slice(2));
