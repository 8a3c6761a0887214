import { catalogue, type IamraCode } from '../errors/catalogue.ts';
import type { InjectionNotice } from './injection-decision.ts';

const longestQuote = 80;

/** A refusal or a warning, with the catalogue's fix where there is no closer one. */
export function notice(code: IamraCode, message: string, fix?: string): InjectionNotice {
  return { code, message, fix: fix ?? catalogue[code].fix };
}

/** Text of the user's, short enough for a warning of the API server. */
export function quote(text: string): string {
  return `“${text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text}”`;
}
