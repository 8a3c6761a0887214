import type { RolesAnywhere } from '../../aws/roles-anywhere.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import type { Subject } from '../../core/anywhere/subject.ts';
import { parseArn } from '../../core/arn.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { AskedPlace } from '../../core/identity/is-asked-about.ts';
import { readConfigFile } from '../../files/config-file.ts';
import type { AwsSideInput } from '../aws-side/open-aws-side.ts';
import type { AwsAnswer } from './identity-result.ts';

/** Who has asked Roles Anywhere for sessions; nobody where AWS could not be asked. */
export interface SeenByAws {
  readonly answer: AwsAnswer;
  /** Undefined where AWS could not be asked. */
  readonly place: AskedPlace | undefined;
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
    const { place, rolesAnywhere } = await openRolesAnywhere(context, input, anchor);
    const { listSubjects, getSubject } = rolesAnywhere;
    return { answer: { asked: true }, place, subjects: await listSubjects(), getSubject };
  } catch (error) {
    if (!IamraError.is(error)) throw error;
    const { code, message: reason, fix } = error;
    const answer = { asked: false, code, reason, fix } as const;
    return { answer, place: undefined, subjects: [], getSubject: () => Promise.resolve(undefined) };
  }
}

/** An `iamra.yaml` helps, and need not be there: an installation says where its trust anchor is. */
async function openRolesAnywhere(
  context: Context,
  input: AwsSideInput,
  { cluster, trustAnchorArn }: AnchorPlace,
): Promise<{ readonly place: AskedPlace; readonly rolesAnywhere: RolesAnywhere }> {
  const config = ofCluster(await readConfigFile(input.configFile), cluster);
  const anchor = parseArn(trustAnchorArn ?? config?.trustAnchor?.arn ?? '');
  const known = anchor ?? config;
  const region = input.region ?? known?.region;
  if (region === undefined) throw unknownPlace();
  const { profile, endpointUrl } = input;
  const { environment } = context;
  const aws = await context.aws({ region, profile, endpointUrl, environment });
  const caller = await aws.sts.getCallerIdentity();
  refuseOtherCaller(caller, known?.account);
  return { place: { region, account: caller.account }, rolesAnywhere: aws.rolesAnywhere };
}

/** The usual region of the user may be another one, where “never” would be said of everybody. */
function unknownPlace(): IamraError {
  return new IamraError('IAMRA203', 'Nothing here says in which region the trust anchor is.', {
    fix: 'name its region with --region, or the file that iamra init wrote with --config',
  });
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
