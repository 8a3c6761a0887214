import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { leftQuestion } from './declined.ts';

/** Whatever was thrown, as an error with a code: the command line's own faults, an interruption, or a bug. */
export function toIamraError(thrown: unknown, command: string): IamraError {
  if (IamraError.is(thrown)) return thrown;
  if (isNamed(thrown, 'ExitPromptError')) return leftQuestion();
  if (isNamed(thrown, 'AbortError')) {
    return new IamraError('IAMRA905', 'Interrupted.', {
      fix: 'run the command again: it goes on where it stopped',
    });
  }
  if (isUsageFault(thrown)) {
    return new IamraError('IAMRA901', firstLine(thrown.message), { fix: `${command} --help` });
  }
  return new IamraError('IAMRA970', `iamra met a fault of its own: ${errorMessage(thrown)}`, {
    cause: thrown,
  });
}

function isNamed(thrown: unknown, name: string): boolean {
  return thrown instanceof Error && thrown.name === name;
}

// The command-line framework marks its errors so; its classes would cost start-up time to import.
function isUsageFault(thrown: unknown): thrown is Error {
  return thrown instanceof Error && 'oclif' in thrown;
}

function firstLine(message: string): string {
  const lines = message
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('See more help'));
  return lines.join(' ');
}
