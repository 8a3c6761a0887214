/** Tells a person who waits what is going on. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
