import { chooseGroups, e2eGroups, longGroups, quickGroups } from './test/groups.ts';
import { runVitest } from './test/run-vitest.ts';
import './build.ts';

/**
 * `npm run test:full`: the whole ladder, with half an hour of soak, and old releases of each SDK.
 * `-- --project NAME` runs one project alone; further arguments go to vitest.
 */
process.env['IAMRA_SOAK_MINUTES'] ??= '30';
const { groups, more } = chooseGroups(
  [...quickGroups, ...e2eGroups, ...longGroups],
  process.argv.slice(2),
);
process.exitCode = runVitest(groups, more);
