import type { InjectionNotice } from '../../../src/core/injection/injection-decision.ts';
import { noticeText } from './notice-text.ts';
import { oneLine } from './one-line.ts';

const longestWarning = 256;
const mostCharacters = 4096;

/**
 * Warnings as the API server passes them on: it cuts each at 256 characters and all together at 4096,
 * and drops those with control characters (k8s.io/apiserver, warning headers).
 */
export function warningTexts(warnings: readonly InjectionNotice[]): string[] {
  const texts: string[] = [];
  let left = mostCharacters;
  for (const warning of warnings) {
    const text = oneLine(noticeText(warning), longestWarning);
    left -= text.length;
    if (left < 0) break;
    texts.push(text);
  }
  return texts;
}
