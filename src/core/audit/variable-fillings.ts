import type { Condition, PolicyDocument } from '../iam/policy-document.ts';
import { attributeOfKey, type CertificateAttribute } from './certificate-attribute.ts';
import {
  commonNameAttribute,
  concernedStatements,
  hasVariable,
  sourceIdentityKey,
  termOf,
} from './policy-terms.ts';

/** What an attribute has to be for some value of a policy, in which it is a variable, to equal what it is compared with. */
export type Filling = readonly [attribute: CertificateAttribute, value: string];

/** The fillings of all variables, by what the keys that they are compared with may be. */
export function variableFillings(
  document: PolicyDocument,
  valuesOfTerm: (term: string) => readonly string[],
): Filling[] {
  const conditions = concernedStatements(document).flatMap((statement) => statement.conditions);
  return conditions.flatMap((condition) =>
    condition.values
      .filter((value) => hasVariable(value, document.version))
      .flatMap((value) => fillingsOf(value, comparedWith(condition, valuesOfTerm))),
  );
}

function comparedWith(
  condition: Condition,
  valuesOfTerm: (term: string) => readonly string[],
): readonly string[] {
  const values = valuesOfTerm(termOf(condition));
  const isIdentity = condition.key.toLowerCase() === sourceIdentityKey;
  return isIdentity ? values.map((value) => `CN=${value}`) : values;
}

const parts = /(\$\{[^}]*\})/;
const variableKey = /^\$\{([^},']+)/;

// A regular expression with many may take for ever.
const maximumWildcards = 4;

function fillingsOf(value: string, compared: readonly string[]): Filling[] {
  if (value.split(/[*$]/).length > maximumWildcards + 1) return [];
  const pieces = value.split(parts);
  return pieces.flatMap((piece, place) => {
    const key = variableKey.exec(piece)?.[1]?.trim() ?? '';
    const attribute = attributeOfVariable(key);
    if (attribute === undefined) return [];
    return ['.+', '.+?'].flatMap((capture) => {
      const form = formOf(pieces, place, capture);
      return compared.flatMap((text) => {
        const filling = form.exec(text)?.[1];
        return filling === undefined ? [] : [[attribute, withoutPrefix(key, filling)] as const];
      });
    });
  });
}

function attributeOfVariable(key: string): CertificateAttribute | undefined {
  return key.toLowerCase() === sourceIdentityKey ? commonNameAttribute : attributeOfKey(key);
}

function withoutPrefix(key: string, filling: string): string {
  return key.toLowerCase() === sourceIdentityKey ? filling.replace(/^CN=/, '') : filling;
}

/** The value as a regular expression that captures one variable; the others may be anything. */
function formOf(pieces: readonly string[], place: number, capture: string): RegExp {
  const source = pieces.map((piece, index) => {
    if (index === place) return `(${capture})`;
    if (variableKey.test(piece)) return '.*';
    return piece
      .replace(/[.+^${}()|[\]\\/]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
  });
  return new RegExp(`^${source.join('')}$`, 'iu');
}
