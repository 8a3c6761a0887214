import type { RequestedRole } from '../../core/access/access-request.ts';
import type { RolesAnywhereProfile } from '../../core/anywhere/profile.ts';
import { parseArn } from '../../core/arn.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { AwsSide } from '../aws-side/open-aws-side.ts';
import { mapConcurrently } from '../doctor/gather/map-concurrently.ts';

// IAM takes far more requests a second than this.
const atOnce = 4;

/**
 * The roles that are asked about: the one named, by name or ARN, or all of the Roles Anywhere profile.
 * @throws {IamraError} IAMRA247 where none is named and the profile lists none
 */
export async function chooseRoles(
  side: AwsSide,
  wanted: string | undefined,
  profile: RolesAnywhereProfile | undefined,
): Promise<RequestedRole[]> {
  const arns =
    wanted === undefined ? (profile?.roleArns ?? []) : [await arnOf(side, wanted, profile)];
  if (arns.length === 0) {
    throw new IamraError('IAMRA247', 'The Roles Anywhere profile lists no role.', {
      fix: 'iamra role add',
    });
  }
  return mapConcurrently(arns, atOnce, (arn) => look(side, arn));
}

/** Names may be those of iamra.yaml, of the profile's roles, or of any other role of the account. */
async function arnOf(
  { config, aws, caller }: AwsSide,
  wanted: string,
  profile: RolesAnywhereProfile | undefined,
): Promise<string> {
  if (parseArn(wanted)?.service === 'iam') return wanted;
  const listed = profile?.roleArns.find((arn) => arn.split('/').at(-1) === wanted);
  const known = config.roles.find(({ name }) => name === wanted)?.arn ?? listed;
  if (known !== undefined) return known;
  const found = await aws.iam.getRole(wanted);
  return found?.arn ?? `arn:${caller.partition}:iam::${caller.account}:role/${wanted}`;
}

async function look({ config, aws, caller }: AwsSide, arn: string): Promise<RequestedRole> {
  const name = arn.split('/').at(-1) ?? '';
  const isOurs = config.roles.some((role) => role.arn === arn || role.name === name);
  if (parseArn(arn)?.account !== caller.account) return { arn, found: undefined, isOurs };
  const role = await aws.iam.getRole(name);
  // A role of that name below another path is another role.
  return { arn, found: role?.arn === arn ? role : undefined, isOurs };
}
