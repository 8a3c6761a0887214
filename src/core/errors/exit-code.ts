/** What the process ends with; the meaning of each number is part of the command line's contract. */
export const exitCode = {
  ok: 0,
  checksFailed: 1,
  usage: 2,
  environment: 3,
  refused: 4,
  bug: 70,
  timedOut: 124,
  declined: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
