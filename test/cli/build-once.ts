import { execFileSync } from 'node:child_process';

/** The command-line tests run the built program, so it is built before the first of them. */
export default function buildOnce(): void {
  execFileSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' });
}
