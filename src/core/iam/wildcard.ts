/**
 * Says whether a text fits a pattern of `*` (any run) and `?` (any one character); linear in practice and
 * never worse than the product of both lengths.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let patternIndex = 0;
  let textIndex = 0;
  let star = -1;
  let resume = 0;
  while (textIndex < text.length) {
    const wanted = pattern[patternIndex];
    if (wanted === '*') {
      star = patternIndex++;
      resume = textIndex;
    } else if (wanted === '?' || wanted === text[textIndex]) {
      patternIndex++;
      textIndex++;
    } else if (star >= 0) {
      patternIndex = star + 1;
      textIndex = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[patternIndex] === '*') patternIndex++;
  return patternIndex === pattern.length;
}
