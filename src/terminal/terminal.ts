/** The person or pipe at the other end: results to stdout, everything else to stderr. */
export interface Terminal {
  /** True where a question can be asked. */
  readonly interactive: boolean;
  /** The result of the command. */
  print(text: string): void;
  /** Progress and context. */
  note(text: string): void;
  warn(text: string): void;
  /** Shows that work is going on, then how it ended. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** @throws {IamraError} IAMRA902, naming the flag, where nobody can be asked */
  confirm(question: string, flag: string): Promise<boolean>;
  /** @throws {IamraError} IAMRA902, naming the flag, where nobody can be asked */
  ask(question: string, options: { flag: string; suggestion?: string }): Promise<string>;
}
