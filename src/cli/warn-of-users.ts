import type { User } from '../core/plan/uninstall/plan-uninstall.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Names those whom `--force` takes the credentials from. */
export function warnOfUsers(terminal: Terminal, users: readonly User[]): void {
  for (const { name, what } of users) {
    terminal.warn(`${name} (${what}) loses its access to AWS.`);
  }
}
