const variable = /\$\{([^}]*)\}/g;
const literals: Readonly<Record<string, string>> = { '*': '*', '?': '?', $: '$' };

export type Expansion =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unsupported'; readonly variable: string };

/**
 * Fills in policy variables with single values of the request; one that is missing there makes the value
 * match nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expandVariables(
  value: string,
  lookUp: (key: string) => readonly string[] | undefined,
  isKnown: (key: string) => boolean,
): Expansion {
  let outcome: Expansion | undefined;
  const text = value.replace(variable, (whole, name: string) => {
    const literal = literals[name];
    if (literal !== undefined) return literal;
    if (!isKnown(name)) outcome = { kind: 'unsupported', variable: whole };
    const [found, ...more] = lookUp(name) ?? [];
    if (found === undefined || more.length > 0) outcome ??= { kind: 'missing' };
    return found ?? '';
  });
  return outcome ?? { kind: 'text', text };
}
