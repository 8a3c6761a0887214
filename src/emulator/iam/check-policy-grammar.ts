import { parseIdentityPolicy } from '../../core/iam/identity/parse-identity-policy.ts';
import { PolicySyntaxError } from '../../core/iam/policy-syntax-error.ts';
import { malformedPolicy } from './iam-errors.ts';

/** Checks a policy that says what a role may do. @throws {QueryError} */
export function checkPolicyGrammar(text: string): void {
  try {
    parseIdentityPolicy(text);
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw malformedPolicy(error.message);
    throw error;
  }
}
