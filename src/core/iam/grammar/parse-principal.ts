import type { PrincipalElement, PrincipalName, PrincipalType } from '../policy-document.ts';
import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { RawStatement } from './parse-statements.ts';
import { asElements, asTexts, eitherOf, refuseUnknown } from './policy-elements.ts';

/** What a principal of each type looks like; a wildcard stands for a whole name only. */
const forms: Readonly<Record<PrincipalType, RegExp>> = {
  AWS: /^(\*|\d{12}|arn:aws[a-z-]*:(iam|sts)::\d{12}:[^*?\s]+|A[A-Z0-9]{15,127})$/,
  Service: /^(\*|[a-z0-9-]+(\.[a-z0-9-]+)+)$/,
  Federated: /^[^*?\s]+$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
};

const types = Object.keys(forms) as PrincipalType[];

/** Who a statement of a trust policy is about. @throws {PolicySyntaxError} */
export function parsePrincipal({ elements, where }: RawStatement): PrincipalElement {
  const element = eitherOf(elements, ['Principal', 'NotPrincipal'], where);
  const value = elements[element];
  const at = `${where}.${element}`;
  const names: PrincipalName[] = value === '*' ? [{ type: 'AWS', id: '*' }] : parseMap(value, at);
  return { negated: element === 'NotPrincipal', names };
}

function parseMap(value: unknown, where: string): PrincipalName[] {
  if (typeof value === 'string') {
    throw new PolicySyntaxError(where, `must be "*" or an object of ${types.join(', ')}`);
  }
  const elements = asElements(value, where);
  refuseUnknown(elements, types, where);
  const present = types.filter((type) => elements[type] !== undefined);
  if (present.length === 0) {
    throw new PolicySyntaxError(where, 'Missing required field Principal cannot be empty!');
  }
  return present.flatMap((type) =>
    asTexts(elements[type], `${where}.${type}`).map((id) => checkName({ type, id }, where)),
  );
}

function checkName(name: PrincipalName, where: string): PrincipalName {
  if (forms[name.type].test(name.id)) return name;
  const shown = `"${name.type === 'Service' ? 'SERVICE' : name.type}":"${name.id}"`;
  throw new PolicySyntaxError(where, `Invalid principal in policy: ${shown}`);
}
