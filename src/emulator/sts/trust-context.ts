import type { QueryCall } from '../query/query-service.ts';
import type { AssumeRoleInput } from './assume-role-input.ts';

/** The condition keys of a call of AssumeRole. */
export function trustContext(
  input: AssumeRoleInput,
  call: QueryCall,
): Record<string, readonly string[]> {
  const requested = Object.entries(input.tags);
  return {
    ...callerContext(call),
    'sts:RoleSessionName': [input.sessionName],
    'aws:TagKeys': requested.map(([key]) => key),
    'sts:TransitiveTagKeys': input.transitiveTagKeys,
    ...(input.externalId === undefined ? {} : { 'sts:ExternalId': [input.externalId] }),
    ...(input.sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': [input.sourceIdentity] }),
    ...Object.fromEntries(requested.map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
  };
}

function callerContext({ account, caller }: QueryCall): Record<string, readonly string[]> {
  if (caller.kind === 'administrator') return { 'aws:PrincipalType': ['User'] };
  const { session } = caller;
  const role = account.state.roles.find(({ name }) => name === session.roleName);
  const tags = Object.entries({ ...role?.tags, ...session.tags });
  return {
    'aws:PrincipalType': ['AssumedRole'],
    ...(role === undefined ? {} : { 'aws:PrincipalArn': [role.arn] }),
    ...(session.sourceIdentity === undefined
      ? {}
      : { 'aws:SourceIdentity': [session.sourceIdentity] }),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:PrincipalTag/${key}`, [value]])),
  };
}
