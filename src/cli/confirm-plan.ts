import type { Terminal } from '../terminal/terminal.ts';
import { declined } from './declined.ts';

/**
 * Asks before a plan is carried out.
 * @throws {IamraError} IAMRA905 for a no, IAMRA902 where nobody can be asked
 */
export async function confirmPlan(
  terminal: Terminal,
  question: string,
  yes: boolean,
): Promise<void> {
  if (yes || (await terminal.confirm(question, '--yes'))) return;
  throw declined();
}
