import type { Context } from '../../context.ts';
import type { Role } from '../../core/anywhere/role.ts';
import type { AuditFacts } from '../../core/audit/audit-facts.ts';
import type { AuditFinding } from '../../core/audit/finding.ts';
import { isOpen, judgeAccount } from '../../core/audit/judge-account.ts';
import type { Stranger } from '../../core/audit/stranger.ts';
import { docsLink } from '../../core/errors/catalogue.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { formatDistinguishedName } from '../../core/pki/distinguished-name.ts';
import type { AuditInput } from './audit-input.ts';
import type { AuditFindingResult, AuditResult, WitnessResult } from './audit-result.ts';
import { type OpenAccount, openAccount } from './open-account.ts';

/**
 * Says which roles of the account certificates get that their trust policies do not name.
 * @throws {IamraError} IAMRA203 without a region, IAMRA247 for a role that does not exist, 2xx
 */
export async function audit(context: Context, input: AuditInput): Promise<AuditResult> {
  const open = await openAccount(context, input);
  const facts = await gather(open, input.roles);
  const { trusting, findings } = judgeAccount(facts);
  return {
    ok: !findings.some(isOpen),
    account: open.caller.account,
    region: open.region,
    roles: { looked: facts.roles.length, trusting },
    trustAnchors: facts.trustAnchors.length,
    profiles: facts.profiles.length,
    findings: findings.map(findingResult),
  };
}

/** One call after the other: the control plane takes about one request a second. */
async function gather(
  { aws, caller, region, config }: OpenAccount,
  wanted: readonly string[],
): Promise<AuditFacts> {
  const { account, partition } = caller;
  const all = await aws.iam.listRoles();
  const trustAnchors = await aws.rolesAnywhere.listTrustAnchors();
  const profiles = await aws.rolesAnywhere.listProfiles();
  return {
    place: { account, partition, region },
    roles: wanted.length === 0 ? all : wanted.map((name) => chosen(all, name)),
    isWhole: wanted.length === 0,
    trustAnchors,
    profiles,
    config,
  };
}

function chosen(roles: readonly Role[], wanted: string): Role {
  const role = roles.find(({ name, arn }) => name === wanted || arn === wanted);
  if (role !== undefined) return role;
  throw new IamraError('IAMRA247', `The account has no role ${wanted}.`, {
    fix: 'aws iam list-roles',
  });
}

function findingResult({ stranger, ...finding }: AuditFinding): AuditFindingResult {
  return {
    ...finding,
    docs: docsLink(finding.code),
    witness: stranger === undefined ? null : witnessResult(stranger),
  };
}

function witnessResult({
  certificate,
  trustAnchor,
  profile,
  sessionName,
}: Stranger): WitnessResult {
  const { dns, uri, directoryNames } = certificate.alternativeNames;
  const [directoryName] = directoryNames;
  return {
    certificate: {
      subject: formatDistinguishedName(certificate.subject),
      issuer: formatDistinguishedName(certificate.issuer),
      uri: uri[0] ?? null,
      dns: dns[0] ?? null,
      directoryName: directoryName === undefined ? null : formatDistinguishedName(directoryName),
    },
    trustAnchor: {
      arn: trustAnchor.state === 'future' ? null : trustAnchor.arn,
      state: trustAnchor.state,
    },
    profile: {
      arn: profile.arn ?? null,
      state: profile.state,
      attributeMappings: profile.attributeMappings,
    },
    sessionName: sessionName ?? null,
  };
}
