import { errorMessage } from '../errors/error-message.ts';
import { parsePolicyDocument } from './parse-policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import { PolicySyntaxError } from './policy-syntax-error.ts';

/** Reads a role's trust policy; gives the problem in words where it is none that the evaluator can read. */
export function tryParsePolicy(text: string): PolicyDocument | string {
  try {
    return parsePolicyDocument(text);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return errorMessage(error);
    throw error;
  }
}
