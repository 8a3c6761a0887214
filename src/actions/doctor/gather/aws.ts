import type { Aws } from '../../../aws/aws.ts';
import { readDateHeader } from '../../../aws/read-date-header.ts';
import { parseArn } from '../../../core/arn.ts';
import type { DoctorFacts } from '../../../core/checks/doctor-facts.ts';
import { roleName } from '../../../core/checks/name-demand.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { refuseOtherAccount } from '../../init/refuse-other-account.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { mapConcurrently } from './map-concurrently.ts';

// The control plane takes about one request a second.
const atOnce = 2;

/** Who asks AWS; where nobody may, each other question to AWS ends with the same error. */
export async function gatherCaller(world: DoctorWorld): Promise<DoctorFacts['caller']> {
  const config = await world.read('config');
  const aws = await world.aws(await findRegion(world));
  const caller = await aws.sts.getCallerIdentity();
  refuseOtherAccount(caller, config, world.input.configFile);
  return { account: caller.account, arn: caller.arn };
}

async function findRegion({ input, context, read }: DoctorWorld): Promise<string> {
  const config = await read('config');
  const region = input.region ?? config?.region ?? (await context.findRegion(input.profile));
  if (region !== undefined) return region;
  throw new IamraError('IAMRA203', 'No AWS region is named, in the environment or in the profile.');
}

/** Those that `iamra.yaml`, the installation or pods name. */
export async function gatherTrustAnchors(world: DoctorWorld): Promise<DoctorFacts['trustAnchors']> {
  const { config, defaults, demands } = await readNames(world);
  const arns = [
    config?.trustAnchor?.arn,
    defaults?.trustAnchorArn,
    ...demands.map(({ trustAnchorArn }) => trustAnchorArn),
  ];
  return readByArn(world, arns, (aws, id) => aws.rolesAnywhere.getTrustAnchor(id));
}

/** Those that `iamra.yaml`, the installation or pods name. */
export async function gatherProfiles(world: DoctorWorld): Promise<DoctorFacts['profiles']> {
  const { config, defaults, demands } = await readNames(world);
  const arns = [
    config?.profile?.arn,
    defaults?.profileArn,
    ...demands.map(({ profileArn }) => profileArn),
  ];
  return readByArn(world, arns, (aws, id) => aws.rolesAnywhere.getProfile(id));
}

/** The roles that somebody asks for; those of other accounts are not looked for. */
export async function gatherRoles(world: DoctorWorld): Promise<DoctorFacts['roles']> {
  const { account } = await world.read('caller');
  const demands = await world.read('demands');
  const aws = await world.aws(await findRegion(world));
  const arns = [...new Set(demands.map(({ roleArn }) => roleArn))];
  const found = await mapConcurrently(arns, atOnce, async (arn) => {
    if (parseArn(arn)?.account !== account) return [arn, undefined] as const;
    const role = await aws.iam.getRole(roleName(arn));
    // A role of that name below another path is another role.
    return [arn, role?.arn === arn ? role : undefined] as const;
  });
  return new Map(found);
}

/** The time of AWS, by the header that every answer has. */
export async function gatherAwsClock(world: DoctorWorld): Promise<DoctorFacts['awsClock']> {
  const { environment, now } = world.context;
  await world.read('caller');
  const region = await findRegion(world);
  const { profile, endpointUrl } = world.input;
  // Loaded here alone: the first line of the report doesn't wait for it.
  const { findReach, rolesAnywhereUrl } = await import('../../../aws/reach/find-reach.ts');
  const reach = await findReach({ region, profile, endpointUrl, environment });
  const date = await readDateHeader(rolesAnywhereUrl(region, reach));
  return { date, readAt: now() };
}

type Names = Pick<DoctorFacts, 'config' | 'demands'> & {
  readonly defaults:
    | { trustAnchorArn?: string | undefined; profileArn?: string | undefined }
    | undefined;
};

async function readNames(world: DoctorWorld): Promise<Names> {
  await world.read('caller');
  const installation = await world.read('installation').catch(() => undefined);
  const config = await world.read('config');
  const demands = await world.read('demands');
  return { config, demands, defaults: installation?.settings?.defaults };
}

async function readByArn<T>(
  world: DoctorWorld,
  arns: readonly (string | undefined)[],
  get: (aws: Aws, id: string) => Promise<T | undefined>,
): Promise<Map<string, T | undefined>> {
  const distinct = [...new Set(arns.filter((arn) => arn !== undefined))];
  const found = await mapConcurrently(distinct, atOnce, async (arn) => {
    const { region = '', resource = '' } = parseArn(arn) ?? {};
    const aws = await world.aws(region);
    return [arn, await get(aws, resource.split('/').at(-1) ?? '')] as const;
  });
  return new Map(found);
}
