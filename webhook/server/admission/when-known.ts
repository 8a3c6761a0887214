/** Goes on at once with what is known, and later with what is yet to come: most reviews need no turn more. */
export function whenKnown<Known, Result>(
  known: Known | Promise<Known>,
  goOn: (known: Known) => Result,
): Result | Promise<Result> {
  return known instanceof Promise ? known.then(goOn) : goOn(known);
}
