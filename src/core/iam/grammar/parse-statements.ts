import type { ActionElement, Effect, PolicyVersion } from '../policy-document.ts';
import { PolicySyntaxError } from '../policy-syntax-error.ts';
import { asElements, asTexts, type Elements, eitherOf, refuseUnknown } from './policy-elements.ts';

/** A statement of any policy, before its own elements are read. */
export interface RawStatement {
  readonly elements: Elements;
  readonly where: string;
  readonly name: string;
}

/** The statements of a document, their Sids checked. @throws {PolicySyntaxError} */
export function parseStatements(document: Elements): RawStatement[] {
  refuseUnknown(document, ['Version', 'Id', 'Statement'], 'Policy');
  const { Id: id, Statement: statement } = document;
  if (id !== undefined && typeof id !== 'string')
    throw new PolicySyntaxError('Id', 'must be a string');
  if (statement === undefined)
    throw new PolicySyntaxError('Policy', 'Missing required field Statement');
  const listed: unknown[] = Array.isArray(statement) ? statement : [statement];
  if (listed.length === 0) throw new PolicySyntaxError('Statement', 'must not be empty');
  const sids = new Set<string>();
  return listed.map((value, index) => {
    const where = `Statement[${index}]`;
    const elements = asElements(value, where);
    const sid = parseSid(elements, where, sids);
    return { elements, where, name: sid === '' ? where : sid };
  });
}

/** The version of the policy language. @throws {PolicySyntaxError} for one that doesn't exist */
export function parseVersion({ Version: version }: Elements): PolicyVersion {
  if (version === undefined) return '2008-10-17';
  if (version === '2012-10-17' || version === '2008-10-17') return version;
  throw new PolicySyntaxError('Version', 'must be 2012-10-17 or 2008-10-17');
}

/** @throws {PolicySyntaxError} */
export function parseEffect({ elements, where }: RawStatement): Effect {
  const { Effect: effect } = elements;
  if (effect === 'Allow' || effect === 'Deny') return effect;
  if (effect === undefined) throw new PolicySyntaxError(where, 'Missing required field Effect');
  throw new PolicySyntaxError(`${where}.Effect`, 'must be Allow or Deny');
}

const actionPattern = /^(\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$/;

/** @throws {PolicySyntaxError} */
export function parseAction({ elements, where }: RawStatement): ActionElement {
  const element = eitherOf(elements, ['Action', 'NotAction'], where);
  const patterns = asTexts(elements[element], `${where}.${element}`);
  const wrong = patterns.find((pattern) => !actionPattern.test(pattern));
  if (wrong !== undefined) {
    throw new PolicySyntaxError(
      `${where}.${element}`,
      `"${wrong}" is no action: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.`,
    );
  }
  return { negated: element === 'NotAction', patterns };
}

function parseSid({ Sid: sid }: Elements, where: string, seen: Set<string>): string {
  if (sid === undefined) return '';
  if (typeof sid !== 'string' || !/^[A-Za-z0-9]*$/.test(sid)) {
    throw new PolicySyntaxError(`${where}.Sid`, 'must be of the letters A-Z, a-z and digits 0-9');
  }
  if (sid !== '' && seen.has(sid)) {
    throw new PolicySyntaxError(
      `${where}.Sid`,
      'Statement IDs (SID) in a single policy must be unique.',
    );
  }
  seen.add(sid);
  return sid;
}
