import type { InjectionNotice } from '../../../src/core/injection/injection-decision.ts';

/** A refusal or a warning as users read it: `IAMRA301 What is wrong. Fix: what mends it`. */
export function noticeText({ code, message, fix }: InjectionNotice): string {
  return `${code} ${message} Fix: ${fix}`;
}
