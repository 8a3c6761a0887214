import { parseConditions } from './grammar/parse-conditions.ts';
import { parsePrincipal } from './grammar/parse-principal.ts';
import {
  parseAction,
  parseEffect,
  parseStatements,
  parseVersion,
  type RawStatement,
} from './grammar/parse-statements.ts';
import { readElements, refuseUnknown } from './grammar/policy-elements.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';

const known = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition'];

/**
 * Reads a role's trust policy.
 * @throws {PolicySyntaxError} saying what is wrong and where
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicyDocument(text: string): PolicyDocument {
  const document = readElements(text);
  return { version: parseVersion(document), statements: parseStatements(document).map(parse) };
}

function parse(statement: RawStatement): Statement {
  refuseUnknown(statement.elements, known, statement.where);
  return {
    name: statement.name,
    effect: parseEffect(statement),
    principal: parsePrincipal(statement),
    action: parseAction(statement),
    conditions: parseConditions(statement),
  };
}
