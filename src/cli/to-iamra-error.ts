import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

/** Whatever was thrown, as an error with a code: the command line's own faults, an interruption, or a bug. */
export function toIamraError(thrown: unknown, command: string): IamraError {
  if (IamraError.is(thrown)) return thrown;
  if (isInterruption(thrown)) {
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

function isInterruption(thrown: unknown): boolean {
  return (
    thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'ExitPromptError')
  );
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
