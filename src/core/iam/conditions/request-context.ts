import { parseArn } from '../../arn.ts';
import type { RequestPrincipal } from '../matching/principal.ts';
import { keysAbsentUnlessGiven, prefixesAbsentUnlessGiven } from './context-keys.ts';

/** Values by condition key, as a caller gives them. */
export type ContextValues = Readonly<Record<string, readonly string[]>>;

/** Gives the values of a condition key: none where it is missing, undefined where that isn't known. */
export type RequestContext = (key: string) => readonly string[] | undefined;

const absentKeys = new Set(keysAbsentUnlessGiven.map((key) => key.toLowerCase()));
const absentPrefixes = prefixesAbsentUnlessGiven.map((prefix) => prefix.toLowerCase());

/** What is known of a request: what was given, and what follows from who asks. Case doesn't matter in keys. */
export function requestContext(given: ContextValues, principal: RequestPrincipal): RequestContext {
  const known = new Map(
    Object.entries({ ...principalKeys(principal), ...given }).map(([key, values]) => [
      key.toLowerCase(),
      values,
    ]),
  );
  return (key) => {
    const name = key.toLowerCase();
    return known.get(name) ?? (isAbsent(name) ? [] : undefined);
  };
}

function isAbsent(name: string): boolean {
  return absentKeys.has(name) || absentPrefixes.some((prefix) => name.startsWith(prefix));
}

function principalKeys(principal: RequestPrincipal): ContextValues {
  if (principal.kind === 'service') {
    return {
      'aws:PrincipalIsAWSService': ['true'],
      'aws:PrincipalServiceName': [principal.name],
    };
  }
  const { arn, account } = principal;
  return {
    'aws:PrincipalIsAWSService': ['false'],
    'aws:PrincipalAccount': [account],
    // A session has the ARN of its role here, whose path only the caller knows.
    ...(parseArn(arn)?.service === 'sts' ? {} : { 'aws:PrincipalArn': [arn] }),
  };
}
