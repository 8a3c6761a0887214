import type { Aws } from '../../aws/aws.ts';
import type { RolesAnywhere } from '../../aws/roles-anywhere.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import type { Subject } from '../../core/anywhere/subject.ts';
import { parseArn } from '../../core/arn.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { readConfigFile } from '../../files/config-file.ts';
import type { AwsSideInput } from '../aws-side/open-aws-side.ts';
import type { AwsAnswer } from './identity-result.ts';

/** Who has asked Roles Anywhere for sessions; nobody where AWS could not be asked. */
export interface SeenByAws {
  readonly answer: AwsAnswer;
  readonly subjects: readonly Subject[];
  readonly getSubject: RolesAnywhere['getSubject'];
}

/** Where a cluster's trust anchor is. */
export interface AnchorPlace {
  /** The cluster's name, where it is known. */
  readonly cluster: string | undefined;
  readonly trustAnchorArn: string | undefined;
}

/** Lists the subjects of the account; whatever hinders that is told, and thrown by nobody. */
export async function askAws(
  context: Context,
  input: AwsSideInput,
  anchor: AnchorPlace,
): Promise<SeenByAws> {
  try {
    const { listSubjects, getSubject } = await openRolesAnywhere(context, input, anchor);
    return { answer: { asked: true }, subjects: await listSubjects(), getSubject };
  } catch (error) {
    if (!IamraError.is(error)) throw error;
    const { code, message: reason, fix } = error;
    const answer = { asked: false, code, reason, fix } as const;
    return { answer, subjects: [], getSubject: () => Promise.resolve(undefined) };
  }
}

/** An `iamra.yaml` helps, and need not be there: an installation says where its trust anchor is. */
async function openRolesAnywhere(
  context: Context,
  input: AwsSideInput,
  { cluster, trustAnchorArn }: AnchorPlace,
): Promise<RolesAnywhere> {
  const config = ofCluster(await readConfigFile(input.configFile), cluster);
  const anchor = parseArn(trustAnchorArn ?? config?.trustAnchor?.arn ?? '');
  const place = anchor ?? config;
  const aws = await openAws(context, input, place?.region);
  const caller = await aws.sts.getCallerIdentity();
  refuseOtherCaller(caller, place?.account);
  return aws.rolesAnywhere;
}

async function openAws(
  { aws, environment, findRegion }: Context,
  { profile, endpointUrl, region: wanted }: AwsSideInput,
  known: string | undefined,
): Promise<Aws> {
  const region = wanted ?? known ?? (await findRegion(profile));
  if (region === undefined) throw new IamraError('IAMRA203', 'No AWS region is named.');
  return aws({ region, profile, endpointUrl, environment });
}

function refuseOtherCaller(caller: CallerIdentity, account: string | undefined): void {
  if (account === undefined || account === caller.account) return;
  throw new IamraError(
    'IAMRA442',
    `The trust anchor is in account ${account}; the credentials are ${caller.arn} of account ${caller.account}.`,
    { fix: `use credentials of account ${account}, with --profile` },
  );
}

/** The file may be that of another cluster, of which nothing counts here. */
function ofCluster(
  config: IamraConfig | undefined,
  cluster: string | undefined,
): IamraConfig | undefined {
  return cluster === undefined || config?.cluster === cluster ? config : undefined;
}
