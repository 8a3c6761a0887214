import { isExit } from './is-exit.ts';
import { renderError } from './render-error.ts';
import { toIamraError } from './to-iamra-error.ts';
import { unknownCommand } from './unknown-command.ts';

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
    ? unknownCommand(words, commands)
    : toIamraError(thrown, 'iamra');
  process.stderr.write(`${renderError(error, process.stderr)}\n`);
  process.exitCode = error.exitCode;
}

function isUnknownCommand(thrown: unknown): boolean {
  return thrown instanceof Error && /^[Cc]ommand .* not found/.test(thrown.message);
}
