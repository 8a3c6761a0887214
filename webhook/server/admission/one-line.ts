const control = /\p{Cc}/u;

/** A text without line breaks and other control characters, cut at so many UTF-16 units. */
export function oneLine(text: string, longest: number): string {
  const line = control.test(text) ? text.replaceAll(/\p{Cc}+/gu, ' ') : text;
  // No half of a surrogate pair may stay at the cut.
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`;
}
