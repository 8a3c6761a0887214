/** What a variable may hold. */
export interface Allowed<Value> {
  /** Ends the sentence “NAME must be …”. */
  readonly allowed: string;
  /** Gives undefined for a text that doesn't fit. */
  readonly read: (text: string) => Value | undefined;
}

/** Reads a yes or a no. */
export const flag: Allowed<boolean> = {
  allowed: '“true” or “false”',
  read: (text) => (/^(true|false)$/.test(text) ? text === 'true' : undefined),
};

/** Reads variables and remembers everything that is wrong with them; an empty one counts as absent. */
export class EnvironmentReader {
  /** Each a sentence without its full stop. */
  readonly problems: string[] = [];
  private readonly env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.env = env;
  }

  /** Reports an absent variable; its text is empty then. */
  required(name: string): string {
    const text = this.text(name);
    if (text === undefined) this.report(`${name} is missing`);
    return text ?? '';
  }

  /** The value of a variable, `fallback` where it is absent or wrong. */
  read<Value, Fallback>(
    name: string,
    { allowed, read }: Allowed<Value>,
    fallback: Fallback,
  ): Value | Fallback {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = read(text);
    if (value === undefined) this.report(`${name} must be ${allowed}, not “${text}”`);
    return value ?? fallback;
  }

  report(problem: string): void {
    this.problems.push(problem);
  }

  private text(name: string): string | undefined {
    const text = this.env[name];
    return text === '' ? undefined : text;
  }
}
