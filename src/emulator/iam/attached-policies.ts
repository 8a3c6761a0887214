import type { QueryOperation } from '../query/query-service.ts';
import { pathPrefix, policyArn } from './constraints.ts';
import { findOwnRole, findRole } from './find-role.ts';
import { limitExceeded, noSuchEntity } from './iam-errors.ts';
import { readPage } from './page.ts';
import { policyExists } from './policy-exists.ts';

const maximumPolicies = 10;

export const attachRolePolicy: QueryOperation = (call) => {
  const { attachedPolicyArns: attached } = findOwnRole(call);
  const arn = call.input.text('PolicyArn', policyArn);
  if (!policyExists(arn, call.account)) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  }
  if (attached.includes(arn)) return undefined;
  if (attached.length >= maximumPolicies) throw limitExceeded('PoliciesPerRole', maximumPolicies);
  attached.push(arn);
  return undefined;
};

export const detachRolePolicy: QueryOperation = (call) => {
  const { attachedPolicyArns: attached } = findOwnRole(call);
  const arn = call.input.text('PolicyArn', policyArn);
  const place = attached.indexOf(arn);
  if (place < 0) throw noSuchEntity(`Policy ${arn} was not found.`);
  attached.splice(place, 1);
  return undefined;
};

export const listAttachedRolePolicies: QueryOperation = (call) => {
  const prefix = call.input.optionalText('PathPrefix', pathPrefix) ?? '/';
  const arns = findRole(call).attachedPolicyArns.filter((arn) => pathOf(arn).startsWith(prefix));
  const page = readPage(call.input, arns, (arn) => arn);
  return {
    AttachedPolicies: page.items.map((arn) => ({ PolicyName: nameOf(arn), PolicyArn: arn })),
    ...page.elements,
  };
};

/** The last part of a policy's ARN. */
export function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** What is between `policy` and the name, slashes included. */
export function pathOf(arn: string): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}
