import { parseConditions } from '../grammar/parse-conditions.ts';
import {
  parseAction,
  parseEffect,
  parseStatements,
  parseVersion,
  type RawStatement,
} from '../grammar/parse-statements.ts';
import { asTexts, eitherOf, readElements, refuseUnknown } from '../grammar/policy-elements.ts';
import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { IdentityPolicy, IdentityStatement, ResourceElement } from './identity-policy.ts';

const known = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Reads a policy that says what a user or role may do. @throws {PolicySyntaxError} saying what is wrong and where */
export function parseIdentityPolicy(text: string): IdentityPolicy {
  const document = readElements(text);
  return { version: parseVersion(document), statements: parseStatements(document).map(parse) };
}

function parse(statement: RawStatement): IdentityStatement {
  refuseUnknown(statement.elements, known, statement.where);
  return {
    name: statement.name,
    effect: parseEffect(statement),
    action: parseAction(statement),
    resource: parseResource(statement),
    conditions: parseConditions(statement),
  };
}

function parseResource({ elements, where }: RawStatement): ResourceElement {
  const element = eitherOf(elements, ['Resource', 'NotResource'], where);
  const patterns = asTexts(elements[element], `${where}.${element}`);
  const wrong = patterns.find((text) => text !== '*' && !text.startsWith('arn:'));
  if (wrong !== undefined) {
    throw new PolicySyntaxError(
      `${where}.${element}`,
      `Resource ${wrong} must be in ARN format or "*".`,
    );
  }
  return { negated: element === 'NotResource', patterns };
}
