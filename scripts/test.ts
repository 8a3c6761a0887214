import { runVitest } from './test/run-vitest.ts';

/** `npm test`: everything that needs nothing but Node. Further arguments go to vitest. */
process.exitCode = runVitest([['unit', 'property', 'integration', 'cli']], process.argv.slice(2));
