import { runVitest } from './test/run-vitest.ts';

/** `npm run test:journeys`: many commands in a row, killed after each write, and all that the docs show. */
process.exitCode = runVitest([['journeys']], process.argv.slice(2));
