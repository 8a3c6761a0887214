import { findOperator } from '../iam/conditions/operators/find-operator.ts';
import { matchesPrincipal } from '../iam/matching/principal.ts';
import type {
  Condition,
  PolicyDocument,
  PolicyVersion,
  Statement,
} from '../iam/policy-document.ts';
import { rolesAnywherePrincipal } from '../iam/role-trust-policy.ts';
import { attributeOfKey, type CertificateAttribute } from './certificate-attribute.ts';

export const anchorKey = 'aws:sourcearn';
export const sourceIdentityKey = 'sts:sourceidentity';
export const sessionNameKey = 'sts:rolesessionname';
export const tagKeysKey = 'aws:tagkeys';

export const commonNameAttribute: CertificateAttribute = 'x509Subject/CN';

const principal = { kind: 'service', name: rolesAnywherePrincipal } as const;

/** The statements that have a say when Roles Anywhere asks. */
export function concernedStatements({ statements }: PolicyDocument): Statement[] {
  return statements.filter(
    (statement) => matchesPrincipal(statement.principal, principal) !== false,
  );
}

/** What a condition looks at: an attribute of the certificate, or a key of its own in lower case. */
export function termOf({ key }: Pick<Condition, 'key'>): string {
  const name = key.toLowerCase();
  return name === sourceIdentityKey ? commonNameAttribute : (attributeOfKey(key) ?? name);
}

/** Whether a value holds a variable. */
export function hasVariable(value: string, version: PolicyVersion): boolean {
  return version !== '2008-10-17' && value.includes('${');
}

/** Who is named, in so many words, as the one to be let in: by what it is of, then in lower case, as it is written. */
export type NamedValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * What a policy names: literal values that an Allow demands, or that a Deny excepts.
 */
export function namedValues(document: PolicyDocument): NamedValues {
  const named = new Map<string, Map<string, string>>();
  for (const { effect, conditions } of concernedStatements(document)) {
    for (const condition of conditions.filter((each) => isNaming(each, effect))) {
      const literals = condition.values.filter((value) =>
        isLiteral(condition, value, document.version),
      );
      const known = named.get(termOf(condition)) ?? [];
      const names = literals.map((value) => spoken(condition, value));
      const entries = names.map((name) => [name.toLowerCase(), name] as const);
      named.set(termOf(condition), new Map([...known, ...entries]));
    }
  }
  return named;
}

function isNaming({ operator }: Condition, effect: Statement['effect']): boolean {
  const qualified = findOperator(operator);
  return (
    qualified !== undefined &&
    qualified.operator.negated === (effect === 'Deny') &&
    /(String|Arn)/.test(operator)
  );
}

function isLiteral({ operator }: Condition, value: string, version: PolicyVersion): boolean {
  if (hasVariable(value, version)) return false;
  return operator.includes('StringEquals') || operator.includes('StringNotEquals')
    ? true
    : !/[*?]/.test(value);
}

function spoken({ key }: Condition, value: string): string {
  return key.toLowerCase() === sourceIdentityKey ? value.replace(/^CN=/, '') : value;
}
