/** What a setting may be. */
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

/** Reads a whole number, such as “a port from 0 to 65535”. */
export function wholeNumber(lowest: number, highest: number, what: string): Allowed<number> {
  return {
    allowed: `${what} from ${lowest} to ${highest}`,
    read: (text) => {
      const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
      return value >= lowest && value <= highest ? value : undefined;
    },
  };
}

/** Texts by the names that users know them by: of variables, of flags. */
type Settings = Readonly<Record<string, string | undefined>>;

/** Reads settings by name, variables or flags, and remembers all that is wrong with them; an empty one counts as absent. */
export class SettingsReader {
  /** Each a sentence without its full stop. */
  readonly problems: string[] = [];
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Reports an absent setting; its text is empty then. */
  required(name: string): string {
    const text = this.#text(name);
    if (text === undefined) this.report(`${name} is missing`);
    return text ?? '';
  }

  /** The value of a setting, `fallback` where it is absent or wrong. */
  read<Value, Fallback>(
    name: string,
    { allowed, read }: Allowed<Value>,
    fallback: Fallback,
  ): Value | Fallback {
    const text = this.#text(name);
    if (text === undefined) return fallback;
    const value = read(text);
    if (value === undefined) this.report(`${name} must be ${allowed}, not “${text}”`);
    return value ?? fallback;
  }

  report(problem: string): void {
    this.problems.push(problem);
  }

  /** All problems, as text. */
  sentences(): string {
    return this.problems.map((problem) => `${problem}.`).join(' ');
  }

  #text(name: string): string | undefined {
    const text = this.#settings[name];
    return text === '' ? undefined : text;
  }
}
