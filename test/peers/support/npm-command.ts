/** The npm that runs us, on our own Node. */
export function npmCommand(): [string, ...string[]] {
  const script = process.env['npm_execpath'];
  return script === undefined ? ['npm'] : [process.execPath, script];
}
