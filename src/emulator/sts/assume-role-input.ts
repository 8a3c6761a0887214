import { parseArn } from '../../core/arn.ts';
import { readTags } from '../iam/tags.ts';
import { constraintError, QueryError, validationError } from '../query/query-error.ts';
import type { QueryInput, TextConstraint } from '../query/query-input.ts';

/** What a call of AssumeRole asks for. */
export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId: string | undefined;
  readonly sourceIdentity: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  /** Of the session policy, in characters. */
  readonly policySize: number;
}

const roleArn: TextConstraint = { minimum: 20, maximum: 2048 };
const sessionName: TextConstraint = { pattern: /^[\w+=,.@-]*$/, minimum: 2, maximum: 64 };
const externalId: TextConstraint = { pattern: /^[\w+=,.@:/-]*$/, minimum: 2, maximum: 1224 };
const maximumTags = 50;
const policy: TextConstraint = { maximum: 2048 };

/** Reads and checks a call. @throws {QueryError} */
export function readAssumeRole(input: QueryInput): AssumeRoleInput {
  const arn = input.text('RoleArn', roleArn);
  if (parseArn(arn)?.service !== 'iam') throw validationError(`${arn} is invalid`);
  if (input.optionalText('TokenCode', { maximum: 6 }) !== undefined) {
    throw new QueryError(
      'AccessDenied',
      403,
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    );
  }
  const tags = readTags(input);
  if (Object.keys(tags).length > maximumTags) {
    throw constraintError('Tags', null, `have length less than or equal to ${maximumTags}`);
  }
  return {
    roleArn: arn,
    sessionName: input.text('RoleSessionName', sessionName),
    durationSeconds: input.optionalInteger('DurationSeconds', 900, 43_200) ?? 3600,
    externalId: input.optionalText('ExternalId', externalId),
    sourceIdentity: input.optionalText('SourceIdentity', sessionName),
    tags,
    transitiveTagKeys: input.list('TransitiveTagKeys'),
    policySize: input.optionalText('Policy', policy)?.length ?? 0,
  };
}
