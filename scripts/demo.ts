import { spawnSync } from 'node:child_process';
import './build.ts';

/** `npm run demo`: the built program's own demo. */
const { status } = spawnSync(process.execPath, ['bin/run.js', 'demo', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
