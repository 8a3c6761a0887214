import { runVitest } from './test/run-vitest.ts';
import './build.ts';

/** `npm run test:peers`: clients and servers that no one here wrote, from PyPI, npm, Go modules and Maven Central. */
process.exitCode = runVitest([['peers']], process.argv.slice(2));
