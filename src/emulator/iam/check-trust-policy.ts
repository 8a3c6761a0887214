import { parseArn } from '../../core/arn.ts';
import { parsePolicyDocument } from '../../core/iam/parse-policy.ts';
import type { PolicyDocument, PrincipalName } from '../../core/iam/policy-document.ts';
import { PolicySyntaxError } from '../../core/iam/policy-syntax-error.ts';
import type { EmulatorAccount } from '../account.ts';
import { administratorArn } from '../signature/administrator.ts';
import { limitExceeded, malformedPolicy } from './iam-errors.ts';

const maximumSize = 2048;

/** Checks a trust policy as IAM does before it takes it. @throws {QueryError} */
export function checkTrustPolicy(document: string, account: EmulatorAccount): void {
  const { statements } = parse(document);
  for (const { principal, name } of statements) {
    if (principal.negated) throw malformedPolicy(`${name}: Has prohibited field NotPrincipal`);
    const stranger = principal.names.find((candidate) => !exists(candidate, account));
    if (stranger !== undefined) {
      throw malformedPolicy(`Invalid principal in policy: "${stranger.type}":"${stranger.id}"`);
    }
  }
  if (document.replace(/\s/g, '').length > maximumSize) {
    throw limitExceeded('ACLSizePerRole', maximumSize);
  }
}

function parse(document: string): PolicyDocument {
  try {
    return parsePolicyDocument(document);
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw malformedPolicy(error.message);
    throw error;
  }
}

/** Roles and users of this account must exist; of other accounts nothing is known here. */
function exists({ type, id }: PrincipalName, account: EmulatorAccount): boolean {
  if (type !== 'AWS' || !id.startsWith('arn:')) return true;
  const arn = parseArn(id);
  if (arn?.partition !== account.partition) return false;
  if (arn.account !== account.id || arn.service !== 'iam' || arn.resource === 'root') return true;
  return id === administratorArn(account) || account.state.roles.some((role) => role.arn === id);
}
