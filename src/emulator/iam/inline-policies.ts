import { percentEncode } from '../../core/session/percent-encode.ts';
import { QueryError } from '../query/query-error.ts';
import type { QueryCall, QueryOperation } from '../query/query-service.ts';
import type { RoleRecord } from '../state.ts';
import { checkPolicyGrammar } from './check-policy-grammar.ts';
import { document, policyName } from './constraints.ts';
import { findOwnRole, findRole } from './find-role.ts';
import { noSuchEntity } from './iam-errors.ts';
import { readPage } from './page.ts';

const maximumSize = 10_240;

export const putRolePolicy: QueryOperation = (call) => {
  const role = findOwnRole(call);
  const name = call.input.text('PolicyName', policyName);
  const text = call.input.text('PolicyDocument', document);
  checkPolicyGrammar(text);
  const policies = { ...role.inlinePolicies, [name]: text };
  if (Object.values(policies).join('').replace(/\s/g, '').length > maximumSize) {
    throw new QueryError(
      'LimitExceeded',
      409,
      `Maximum policy size of ${maximumSize} bytes exceeded for role ${role.name}`,
    );
  }
  role.inlinePolicies = policies;
  return undefined;
};

export const getRolePolicy: QueryOperation = (call) => {
  const role = findRole(call);
  const [PolicyName, text] = findInlinePolicy(call, role);
  return { RoleName: role.name, PolicyName, PolicyDocument: percentEncode(text) };
};

export const deleteRolePolicy: QueryOperation = (call) => {
  const role = findOwnRole(call);
  const [name] = findInlinePolicy(call, role);
  role.inlinePolicies = Object.fromEntries(
    Object.entries(role.inlinePolicies).filter(([candidate]) => candidate !== name),
  );
  return undefined;
};

export const listRolePolicies: QueryOperation = (call) => {
  const names = Object.keys(findRole(call).inlinePolicies);
  const page = readPage(call.input, names, (name) => name);
  return { PolicyNames: page.items, ...page.elements };
};

function findInlinePolicy(
  { input }: QueryCall,
  { inlinePolicies }: RoleRecord,
): [name: string, document: string] {
  const name = input.text('PolicyName', policyName);
  const found = Object.entries(inlinePolicies).find(([candidate]) => candidate === name);
  if (found === undefined) {
    throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  }
  return found;
}
