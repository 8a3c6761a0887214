import type { RolesAnywhere } from '../../aws/roles-anywhere.ts';
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
  { configFile, profile, endpointUrl, region: wanted }: AwsSideInput,
  { cluster, trustAnchorArn }: AnchorPlace,
): Promise<RolesAnywhere> {
  const config = ofCluster(await readConfigFile(configFile), cluster);
  const anchor = parseArn(trustAnchorArn ?? config?.trustAnchor?.arn ?? '');
  const region = wanted ?? anchor?.region ?? config?.region ?? (await context.findRegion(profile));
  if (region === undefined) throw new IamraError('IAMRA203', 'No AWS region is named.');
  const { environment } = context;
  const aws = await context.aws({ region, profile, endpointUrl, environment });
  const account = anchor?.account ?? config?.account;
  const caller = await aws.sts.getCallerIdentity();
  if (account === undefined || account === caller.account) return aws.rolesAnywhere;
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
