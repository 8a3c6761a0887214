import { quickGroups } from './test/groups.ts';
import { runVitest } from './test/run-vitest.ts';

/** `npm test`: everything that needs nothing but Node. Further arguments go to vitest. */
process.exitCode = runVitest(quickGroups, process.argv.slice(2));
