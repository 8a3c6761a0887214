import type { Context } from '../../context.ts';
import type { AccessRequest, Looked, RequestedRole } from '../../core/access/access-request.ts';
import type { AccessStep } from '../../core/access/access-step.ts';
import { type AccessVerdict, judgeAccess } from '../../core/access/judge-access.ts';
import { presentedNames } from '../../core/access/presented-names.ts';
import type { RolesAnywhereProfile } from '../../core/anywhere/profile.ts';
import type { TrustAnchor } from '../../core/anywhere/trust-anchor.ts';
import { parseArn } from '../../core/arn.ts';
import { docsLink } from '../../core/errors/catalogue.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import {
  formatServiceAccountName,
  parseServiceAccountName,
} from '../../core/identity/service-account.ts';
import { formatDistinguishedName } from '../../core/pki/distinguished-name.ts';
import { isSessionName, sessionNameOf } from '../../core/session/session-name.ts';
import { type AwsSide, openAwsSide } from '../aws-side/open-aws-side.ts';
import type { AccessInput } from './access-input.ts';
import type { AccessResult, CertificateResult, RoleAccess, StepResult } from './access-result.ts';
import { chooseRoles } from './choose-roles.ts';
import { type FoundCertificate, findCertificate } from './find-certificate.ts';

/**
 * Says, for one role or each of the profile, whether a ServiceAccount gets a session of it, and what says no.
 * @throws {IamraError} IAMRA236 without `iamra.yaml` or its ARNs, IAMRA901 for input that doesn't fit, 2xx
 */
export async function access(context: Context, input: AccessInput): Promise<AccessResult> {
  const account = parseAccount(input.serviceAccount);
  const sessionName = input.sessionName ?? sessionNameOf(account.name);
  if (!isSessionName(sessionName)) {
    throw new IamraError('IAMRA901', `“${sessionName}” is no role session name.`, {
      fix: 'give 2 to 64 letters, digits or _+=,.@- with --session-name',
    });
  }
  const side = await openAwsSide(context, input);
  const { trustAnchor, profile } = await readAnywhere(side, input.configFile);
  const lists = await side.aws.rolesAnywhere.listRevocationLists();
  const roles = await chooseRoles(side, input.role, profile.found);
  const { cluster } = side.config;
  const found = await findCertificate(context, input, {
    account,
    cluster,
    anchor: trustAnchor.found,
  });
  const request: Omit<AccessRequest, 'role'> = {
    account,
    certificate: found.certificate,
    trustAnchor,
    revocationLists: lists
      .filter((list) => list.enabled && list.trustAnchorArn === trustAnchor.arn)
      .map(({ text }) => text),
    profile,
    durationSeconds: input.durationSeconds,
    sessionName,
    now: context.now(),
  };
  const judged = roles.map((role) => roleAccess(role, judgeAccess({ ...request, role })));
  return {
    allowed: judged.some(({ outcome }) => outcome === 'allowed'),
    serviceAccount: formatServiceAccountName(account),
    cluster,
    account: side.caller.account,
    region: side.config.region,
    certificate: certificateResult(found),
    trustAnchorArn: trustAnchor.arn,
    profileArn: profile.arn,
    roles: judged,
  };
}

function parseAccount(text: string): AccessRequest['account'] {
  const account = parseServiceAccountName(text);
  if (account !== undefined) return account;
  throw new IamraError('IAMRA901', `“${text}” is no ServiceAccount.`, {
    fix: 'give it as NAMESPACE/NAME',
  });
}

async function readAnywhere(
  { config, aws }: AwsSide,
  configFile: string,
): Promise<{ trustAnchor: Looked<TrustAnchor>; profile: Looked<RolesAnywhereProfile> }> {
  const anchorArn = config.trustAnchor?.arn;
  const profileArn = config.profile?.arn;
  if (anchorArn === undefined || profileArn === undefined) {
    const missing = anchorArn === undefined ? 'trust anchor' : 'Roles Anywhere profile';
    throw new IamraError('IAMRA236', `${configFile} names no ${missing}.`, { fix: 'iamra init' });
  }
  const anchor = await aws.rolesAnywhere.getTrustAnchor(idOf(anchorArn));
  const profile = await aws.rolesAnywhere.getProfile(idOf(profileArn));
  return {
    trustAnchor: { arn: anchorArn, found: anchor?.arn === anchorArn ? anchor : undefined },
    profile: { arn: profileArn, found: profile?.arn === profileArn ? profile : undefined },
  };
}

function idOf(arn: string): string {
  return parseArn(arn)?.resource.split('/').at(-1) ?? '';
}

function certificateResult({ certificate, source, from }: FoundCertificate): CertificateResult {
  const { subject, alternativeNames } = presentedNames(certificate);
  const leaf = certificate.kind === 'issued' ? certificate.leaf : undefined;
  return {
    source,
    from,
    subject: formatDistinguishedName(subject),
    uri: alternativeNames.uri[0] ?? null,
    serialNumber: leaf?.serialNumber ?? null,
    notAfter: leaf?.notAfter.toISOString() ?? null,
  };
}

function roleAccess({ arn }: RequestedRole, verdict: AccessVerdict): RoleAccess {
  return {
    name: arn.split('/').at(-1) ?? arn,
    arn,
    outcome: verdict.outcome,
    refusedBy: verdict.refusedBy ?? null,
    steps: verdict.steps.map(stepResult),
    statements: verdict.steps.flatMap(({ statements }) => statements ?? []),
  };
}

function stepResult(step: AccessStep): StepResult {
  const { name, outcome, detail } = step;
  if (!('code' in step)) return { name, outcome, detail };
  const { code, fix } = step;
  return { name, outcome, detail, code, fix, docs: docsLink(code) };
}
