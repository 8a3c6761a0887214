import type { Iam } from '../../aws/iam.ts';
import type { Role } from '../../core/anywhere/role.ts';
import type { Subject } from '../../core/anywhere/subject.ts';
import type { Tags } from '../../core/anywhere/tags.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { parseServiceAccountName } from '../../core/identity/service-account.ts';
import { nearest } from '../../core/nearest.ts';
import { type AccountVerdict, judgeAccount } from '../../core/plan/role/account-verdict.ts';
import { isSubjectOf } from '../../core/plan/role/seen-subjects.ts';
import type { AwsSide } from '../aws-side/open-aws-side.ts';
import { type ObservedRoles, observeRoles } from './observe-roles.ts';

/** What `role show` answers; `--json` prints it as it stands. */
export interface RoleShowResult {
  readonly name: string;
  readonly arn: string;
  /** Null where `iamra.yaml` has no such role. */
  readonly origin: 'iamra' | 'adopted' | null;
  readonly inProfile: boolean;
  /** Those of `iamra.yaml`. */
  readonly serviceAccounts: readonly ShownAccount[];
  readonly trustPolicy: unknown;
  readonly managedPolicies: readonly string[];
  readonly inlinePolicies: ReadonlyArray<{ readonly name: string; readonly document: unknown }>;
  readonly permissionsBoundary: string | null;
  /** Seconds */
  readonly maxSessionDuration: number;
  readonly tags: Tags;
}

export interface ShownAccount {
  /** `namespace/name` */
  readonly name: string;
  readonly mayAssume: AccountVerdict['answer'];
  /** Empty for a yes. */
  readonly reason: string;
  /** When a certificate of it last asked for a session, of whatever role: AWS keeps no more. */
  readonly lastSeenAt: string | null;
}

/**
 * All there is to know of one role.
 * @throws {IamraError} IAMRA247 where AWS has none of that name
 */
export async function roleShow(
  side: AwsSide,
  name: string,
  configFile: string,
): Promise<RoleShowResult> {
  const { aws, config } = side;
  const written = config.roles.find((candidate) => candidate.name === name);
  const role = await aws.iam.getRole(name);
  if (role === undefined) throw unknownRole(name, side);
  const roles = written === undefined ? [] : [{ ...written, policies: [] }];
  const observedRoles = await observeRoles(side, { ...config, roles }, configFile);
  const { profile } = observedRoles.observed;
  const subjects = await aws.rolesAnywhere.listSubjects();
  return {
    name,
    arn: role.arn,
    origin: written === undefined ? null : written.adopted === true ? 'adopted' : 'iamra',
    inProfile: profile?.roleArns.includes(role.arn) === true,
    serviceAccounts: (written?.serviceAccounts ?? []).map((account) =>
      shownAccount(account, role, observedRoles, subjects),
    ),
    trustPolicy: JSON.parse(role.trustPolicy) as unknown,
    managedPolicies: await aws.iam.listAttachedPolicies(name),
    inlinePolicies: await readInlinePolicies(aws.iam, name),
    permissionsBoundary: role.permissionsBoundary ?? null,
    maxSessionDuration: role.maxSessionDuration,
    tags: role.tags,
  };
}

function shownAccount(
  name: string,
  role: Role,
  { target, observed }: ObservedRoles,
  subjects: readonly Subject[],
): ShownAccount {
  const account = parseServiceAccountName(name);
  if (account === undefined) throw new Error(`${name} is no ServiceAccount`);
  const { answer, reason } = judgeAccount(target, observed, role, account);
  const moments = subjects
    .filter((subject) => isSubjectOf(subject, target.cluster, account))
    .flatMap(({ lastSeenAt }) => lastSeenAt?.toISOString() ?? []);
  return { name, mayAssume: answer, reason, lastSeenAt: moments.sort().at(-1) ?? null };
}

async function readInlinePolicies(
  iam: Iam,
  roleName: string,
): Promise<RoleShowResult['inlinePolicies']> {
  const policies: { name: string; document: unknown }[] = [];
  for (const name of await iam.listInlinePolicies(roleName)) {
    const text = await iam.getInlinePolicy(roleName, name);
    if (text !== undefined) policies.push({ name, document: JSON.parse(text) as unknown });
  }
  return policies;
}

function unknownRole(name: string, { config }: AwsSide): IamraError {
  const names = config.roles.map((role) => role.name);
  if (names.includes(name)) {
    return new IamraError('IAMRA247', `Role ${name} is in iamra.yaml, and not in AWS.`, {
      fix: 'iamra init',
    });
  }
  const meant = nearest(name, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return new IamraError('IAMRA247', `Account ${config.account} has no role ${name}.${hint}`);
}
