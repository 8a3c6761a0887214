/** Says how far work is. */
export type Tell = (status: string) => void;

/** One of several pieces of work that go on at the same time. */
export interface Job<T> {
  readonly title: string;
  readonly work: (tell: Tell) => Promise<T>;
}

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
  step<T>(title: string, work: (tell: Tell) => Promise<T>): Promise<T>;
  /** Shows several pieces of work, so many at a time, and how each ended; gives the ends in order. */
  steps<T>(jobs: ReadonlyArray<Job<T>>, atOnce: number): Promise<Array<PromiseSettledResult<T>>>;
  /** @throws {IamraError} IAMRA902, naming the flag, where nobody can be asked */
  confirm(question: string, flag: string): Promise<boolean>;
  /** @throws {IamraError} IAMRA902, naming the flag, where nobody can be asked */
  ask(question: string, options: AskOptions): Promise<string>;
  /** One of several. @throws {IamraError} IAMRA902, naming the flag, where nobody can be asked */
  choose<T extends string>(question: string, options: ChooseOptions<T>): Promise<T>;
}

export interface AskOptions {
  readonly flag: string;
  readonly suggestion?: string | undefined;
  /** What is wrong with an answer; undefined: nothing. */
  readonly problem?: ((answer: string) => string | undefined) | undefined;
}

export interface ChooseOptions<T extends string> {
  readonly flag: string;
  readonly choices: ReadonlyArray<{ readonly value: T; readonly name: string }>;
  readonly suggestion?: T | undefined;
}
