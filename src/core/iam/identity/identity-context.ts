import {
  type ContextValues,
  type RequestContext,
  requestContext,
} from '../conditions/request-context.ts';
import type { RequestPrincipal } from '../matching/principal.ts';

/**
 * Keys that only some requests have: where the context doesn't give them they are missing.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const absentUnlessGiven = new Set(
  ['iam:AWSServiceName', 'iam:PassedToService', 'iam:PermissionsBoundary', 'iam:PolicyARN'].map(
    (key) => key.toLowerCase(),
  ),
);

const absentPrefixes = ['aws:resourcetag/', 'iam:resourcetag/'];

/** What is known of a request that an identity's own policies are held against. */
export function identityContext(given: ContextValues, principal: RequestPrincipal): RequestContext {
  const known = requestContext(given, principal);
  return (key) => {
    const name = key.toLowerCase();
    const isAbsent =
      absentUnlessGiven.has(name) || absentPrefixes.some((prefix) => name.startsWith(prefix));
    return known(key) ?? (isAbsent ? [] : undefined);
  };
}
