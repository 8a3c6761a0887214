import type { PolicyVersion } from '../iam/policy-document.ts';
import { hasVariable } from './policy-terms.ts';

const variable = /\$\{([^}']*?)(?:, ?'([^']*)')?\}/;
const maximumExpansions = 64;

/** The texts that a value of a policy can stand for, each variable replaced by what its key may hold. */
export function expandedValues(
  value: string,
  version: PolicyVersion,
  valuesOfKey: (key: string) => readonly string[],
): string[] {
  if (!hasVariable(value, version)) return [value];
  const [whole, key = '', fallback] = variable.exec(value) ?? [];
  // What is left in that form is none that a key could replace.
  if (whole === undefined || !key.includes(':')) return [];
  const replacements = [...valuesOfKey(key), ...(fallback === undefined ? [] : [fallback])];
  return replacements
    .flatMap((text) =>
      expandedValues(
        value.replace(whole, () => text),
        version,
        valuesOfKey,
      ),
    )
    .slice(0, maximumExpansions);
}

/** The keys whose values a policy puts into its own. */
export function variableKeys(value: string, version: PolicyVersion): string[] {
  if (!hasVariable(value, version)) return [];
  return [...value.matchAll(new RegExp(variable, 'g'))].map(([, key = '']) => key);
}
