import type { Tags } from '../../anywhere/tags.ts';
import { lineDiff } from '../../line-diff.ts';

type Shown = string | boolean | undefined;

/** A field that differs: `enabled: false → true`. */
export function fieldDetail(field: string, from: Shown, to: Shown): string {
  return `${field}: ${shown(from)} → ${shown(to)}`;
}

/** A policy that differs, line by line; absent: there is none. */
export function policyDetails(
  field: string,
  from: string | undefined,
  to: string | undefined,
): string[] {
  const diff = lineDiff(pretty(from), pretty(to));
  return [`${field}:`, ...diff.split('\n').map((line) => `  ${line}`)];
}

/** The tags that are missing or have another value. */
export function missingTags(wanted: Tags, found: Tags): Tags {
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => found[key] !== value));
}

export function tagDetails(missing: Tags, found: Tags): string[] {
  return Object.entries(missing).map(([key, value]) =>
    fieldDetail(`tag ${key}`, found[key], value),
  );
}

function shown(value: Shown): string {
  return value === undefined ? '(none)' : String(value);
}

function pretty(policy: string | undefined): string {
  return policy === undefined ? '' : JSON.stringify(JSON.parse(policy), null, 2);
}
