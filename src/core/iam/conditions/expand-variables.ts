import { literal, type PatternPart, wildcards } from '../matching/pattern.ts';
import type { PolicyVersion } from '../policy-document.ts';
import type { RequestContext } from './request-context.ts';

/** A value of a policy, its variables replaced. */
export type Expanded =
  | { readonly kind: 'pattern'; readonly pattern: readonly PatternPart[] }
  /** The request has no value for a variable. */
  | { readonly kind: 'unresolved'; readonly variable: string }
  | { readonly kind: 'unknown'; readonly reason: string };

const variable = /\$\{([^}]*)\}/g;
const reference = /^([^\s,']+:[^,']+?)(?:, ?'([^']*)')?$/;

/**
 * Replaces `${key}`, `${key, 'default'}`, `${*}`, `${?}` and `${$}`; what comes in so is never a wildcard.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expandVariables(
  text: string,
  version: PolicyVersion,
  context: RequestContext,
): Expanded {
  if (version === '2008-10-17') return { kind: 'pattern', pattern: wildcards(text) };
  const pattern: PatternPart[] = [];
  let end = 0;
  for (const match of text.matchAll(variable)) {
    const value = valueOf(match[1] ?? '', context);
    if (typeof value !== 'string') return value;
    pattern.push(...wildcards(text.slice(end, match.index)), ...literal(value));
    end = match.index + match[0].length;
  }
  pattern.push(...wildcards(text.slice(end)));
  return { kind: 'pattern', pattern };
}

function valueOf(
  inside: string,
  context: RequestContext,
): string | Exclude<Expanded, { kind: 'pattern' }> {
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  const match = reference.exec(inside);
  if (match === null) return { kind: 'unknown', reason: `the variable \${${inside}} is malformed` };
  const [, key = '', fallback] = match;
  const values = context(key);
  if (values === undefined)
    return { kind: 'unknown', reason: `the variable \${${key}} is not supported` };
  if (values.length > 1) {
    return { kind: 'unknown', reason: `the variable \${${key}} has several values` };
  }
  return values[0] ?? fallback ?? { kind: 'unresolved', variable: `\${${key}}` };
}
