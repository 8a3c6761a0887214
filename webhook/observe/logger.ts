/** What a line of the log says beside its level and time, by plain words; undefined is left out. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one JSON object a line. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A logger that hands each line, with its line break, to `write`. */
export function createLogger(
  write: (line: string) => void,
  now: () => Date = () => new Date(),
): Logger {
  const log =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      let line = `{"level":"${level}","time":"${now().toISOString()}","message":${JSON.stringify(message)}`;
      for (const name in fields) {
        const value = fields[name];
        if (value !== undefined) line += `,"${name}":${JSON.stringify(value)}`;
      }
      write(`${line}}\n`);
    };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}
