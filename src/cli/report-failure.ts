import { IamraError } from '../core/errors/iamra-error.ts';
import { nearest } from '../core/nearest.ts';
import { isExit } from './is-exit.ts';
import { renderError } from './render-error.ts';
import { toIamraError } from './to-iamra-error.ts';

/** Shows what went wrong before any command ran, and sets the exit code. */
export function reportFailure(
  thrown: unknown,
  words: readonly string[],
  commands: readonly string[],
): void {
  if (isExit(thrown)) {
    process.exitCode = thrown.oclif?.exit ?? 0;
    return;
  }
  const error = isUnknownCommand(thrown)
    ? unknownCommand(words[0] ?? '', commands)
    : toIamraError(thrown, 'iamra');
  process.stderr.write(`${renderError(error, process.stderr)}\n`);
  process.exitCode = error.exitCode;
}

function isUnknownCommand(thrown: unknown): boolean {
  return thrown instanceof Error && /^[Cc]ommand .* not found/.test(thrown.message);
}

function unknownCommand(word: string, commands: readonly string[]): IamraError {
  const meant = nearest(word, commands);
  const hint = meant === undefined ? '' : `; did you mean “iamra ${meant}”?`;
  return new IamraError('IAMRA901', `There is no command “${word}”${hint}`, {
    fix: 'iamra --help',
  });
}
