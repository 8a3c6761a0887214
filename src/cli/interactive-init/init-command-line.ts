import type { InitAnswers } from './answers.ts';

type Values = Readonly<Record<string, unknown>>;

// With their defaults: they say nothing.
const silent: Values = { config: 'iamra.yaml' };

/** The command that gives the same answers by flags: what was given, and what was answered. */
export function initCommandLine(given: Values, answers: InitAnswers): string {
  const words = Object.entries({ ...given, ...defined(answers) }).flatMap(([name, value]) =>
    value === silent[name] ? [] : flagWords(name, value),
  );
  return ['iamra init', ...words].join(' ');
}

function defined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function flagWords(name: string, value: unknown): string[] {
  if (value === undefined || value === false) return [];
  if (value === true) return [`--${name}`];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => `--${name} ${quoted(String(each))}`);
}

function quoted(text: string): string {
  return /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
