import * as Flags from '@oclif/core/flags';

/** The form of the result, as kubectl has it. */
export const outputFlag = {
  output: Flags.option({
    char: 'o',
    description: 'form of the result; json is the same as --json',
    options: ['text', 'json'] as const,
    default: 'text',
  })(),
};

/** Whether a command line asks for JSON by `-o` or `--output`. */
export function asksForJson(commandLine: readonly string[]): boolean {
  return /(^| )(-o[ =]?|--output[ =])json( |$)/.test(commandLine.join(' '));
}
