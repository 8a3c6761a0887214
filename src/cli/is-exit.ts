/** Says whether the command-line framework only wants the program to end, as after `--help`. */
export function isExit(thrown: unknown): thrown is Error & { oclif?: { exit?: number } } {
  return thrown instanceof Error && (thrown as { code?: unknown }).code === 'EEXIT';
}
