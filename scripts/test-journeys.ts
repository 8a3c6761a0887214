import { runVitest } from './test/run-vitest.ts';

/** `npm run test:journeys`: the program at length, killed after each write, and all that the docs show. */
process.exitCode = runVitest([['journeys']], process.argv.slice(2));
