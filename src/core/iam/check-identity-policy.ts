import { parseConditions } from './grammar/parse-conditions.ts';
import {
  parseAction,
  parseEffect,
  parseStatements,
  parseVersion,
  type RawStatement,
} from './grammar/parse-statements.ts';
import { asTexts, eitherOf, readElements, refuseUnknown } from './grammar/policy-elements.ts';
import { PolicySyntaxError } from './policy-syntax-error.ts';

const known = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Checks the grammar of a policy that says what a role may do. @throws {PolicySyntaxError} */
export function checkIdentityPolicy(text: string): void {
  const document = readElements(text);
  parseVersion(document);
  parseStatements(document).forEach(check);
}

function check(statement: RawStatement): void {
  const { elements, where } = statement;
  refuseUnknown(elements, known, where);
  parseEffect(statement);
  parseAction(statement);
  parseConditions(statement);
  const element = eitherOf(elements, ['Resource', 'NotResource'], where);
  const resources = asTexts(elements[element], `${where}.${element}`);
  const wrong = resources.find((text) => text !== '*' && !text.startsWith('arn:'));
  if (wrong !== undefined) {
    throw new PolicySyntaxError(
      `${where}.${element}`,
      `Resource ${wrong} must be in ARN format or "*".`,
    );
  }
}
