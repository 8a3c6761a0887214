import { evaluateTrustPolicy } from '../../core/iam/evaluate-trust-policy.ts';
import { parsePolicyDocument } from '../../core/iam/parse-policy.ts';
import { QueryError, validationError } from '../query/query-error.ts';
import type { QueryCall, QueryOperation } from '../query/query-service.ts';
import { issueSession } from '../sessions/issue-session.ts';
import type { RoleRecord } from '../state.ts';
import { type AssumeRoleInput, readAssumeRole } from './assume-role-input.ts';
import { trustContext } from './trust-context.ts';

const chainingLimitSeconds = 3600;
const packedSizeLimit = 2048;

/**
 * Issues a session of a role to whom its trust policy allows.
 * Unlike AWS it doesn't also ask the policies of the caller, whose content isn't known here.
 */
export const assumeRole: QueryOperation = (call) => {
  const input = readAssumeRole(call.input);
  const role = call.account.state.roles.find(({ arn }) => arn === input.roleArn);
  if (role === undefined)
    throw notAuthorized(call, 'sts:AssumeRole', input.roleArn, 'no such role');
  const sourceIdentity = chooseSourceIdentity(input, call);
  checkTrust(role, { ...input, sourceIdentity }, call);
  checkDuration(input, role, call);

  const grant = { ...input, sourceIdentity, role, packedPolicySize: packedPolicySize(input) };
  const session = issueSession(grant, call.account);
  return {
    SourceIdentity: session.sourceIdentity,
    AssumedRoleUser: { AssumedRoleId: session.assumedRoleId, Arn: session.assumedRoleArn },
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: session.expiresAt,
    },
    PackedPolicySize: grant.packedPolicySize,
  };
};

/** A source identity, once set, stays through every further role. */
function chooseSourceIdentity(
  { roleArn, sourceIdentity }: AssumeRoleInput,
  call: QueryCall,
): string | undefined {
  const { caller } = call;
  const inherited = caller.kind === 'session' ? caller.session.sourceIdentity : undefined;
  if (inherited === undefined || sourceIdentity === undefined || inherited === sourceIdentity) {
    return inherited ?? sourceIdentity;
  }
  throw notAuthorized(
    call,
    'sts:SetSourceIdentity',
    roleArn,
    `the source identity is ${inherited} already`,
  );
}

function checkTrust(role: RoleRecord, input: AssumeRoleInput, call: QueryCall): void {
  const { account, caller } = call;
  const actions = ['sts:AssumeRole'];
  if (Object.keys(input.tags).length > 0) actions.push('sts:TagSession');
  if (input.sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  const decision = evaluateTrustPolicy(parsePolicyDocument(role.trustPolicy), {
    principal: { kind: 'aws', arn: caller.arn, account: account.id },
    actions,
    context: trustContext(input, call),
  });
  if (decision.outcome === 'allowed') return;
  const { action, reason } = decision;
  const doubt =
    decision.outcome === 'unsupported'
      ? ` (the emulator cannot evaluate its trust policy: ${reason})`
      : '';
  throw notAuthorized(call, action, `${role.arn}${doubt}`, reason);
}

function checkDuration(
  { durationSeconds }: AssumeRoleInput,
  role: RoleRecord,
  call: QueryCall,
): void {
  if (durationSeconds > role.maxSessionDuration) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  if (call.caller.kind === 'session' && durationSeconds > chainingLimitSeconds) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
}

function notAuthorized(
  { caller }: QueryCall,
  action: string,
  resource: string,
  explanation: string,
): QueryError {
  return new QueryError(
    'AccessDenied',
    403,
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`,
    explanation,
  );
}

/** Per cent of what STS takes; AWS packs in a form that it doesn't tell, so this is the plain size. */
function packedPolicySize({ tags, policySize }: AssumeRoleInput): number {
  const size = policySize + Object.entries(tags).flat().join('').length;
  return Math.ceil((100 * size) / packedSizeLimit);
}
