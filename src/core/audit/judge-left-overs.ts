import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { Role } from '../anywhere/role.ts';
import { parseArn } from '../arn.ts';
import { tryParsePolicy } from '../iam/try-parse-policy.ts';
import type { AuditFacts } from './audit-facts.ts';
import type { AuditFinding } from './finding.ts';
import { anchorKey, concernedStatements, namedValues } from './policy-terms.ts';

/** What opens nothing by itself, and should not be there: disabled, dangling, of others. */
export function judgeLeftOvers(facts: AuditFacts): AuditFinding[] {
  return [
    ...disabledAnchors(facts),
    ...facts.profiles.flatMap((profile) => judgeProfile(profile, facts)),
    ...missingAnchors(facts),
  ];
}

function note(arn: string, message: string, fix: string): AuditFinding {
  return {
    kind: 'left-over',
    severity: 'note',
    code: 'IAMRA279',
    arn,
    message,
    fix,
    statements: [],
    mend: [],
    stranger: undefined,
  };
}

function disabledAnchors({ trustAnchors }: AuditFacts): AuditFinding[] {
  return trustAnchors
    .filter(({ enabled }) => !enabled)
    .map(({ arn, name, id }) =>
      note(
        arn,
        `Trust anchor ${name} is disabled; whoever enables it lets its CA in again.`,
        `aws rolesanywhere delete-trust-anchor --trust-anchor-id ${id}, if nobody needs it`,
      ),
    );
}

function judgeProfile(profile: RolesAnywhereProfile, facts: AuditFacts): AuditFinding[] {
  const { arn, name, enabled, id, roleArns } = profile;
  const disabled = enabled
    ? []
    : [
        note(
          arn,
          `Roles Anywhere profile ${name} is disabled.`,
          `aws rolesanywhere delete-profile --profile-id ${id}, if nobody needs it`,
        ),
      ];
  return [...disabled, ...roleArns.flatMap((role) => judgeListed(role, profile, facts))];
}

const takeOut =
  'take it out of the profile: aws rolesanywhere update-profile --role-arns, with all others';

function judgeListed(
  roleArn: string,
  profile: RolesAnywhereProfile,
  facts: AuditFacts,
): AuditFinding[] {
  const { arn, name } = profile;
  const lists = `Roles Anywhere profile ${name} lists ${roleArn}`;
  if (parseArn(roleArn)?.account !== facts.place.account) {
    const message = `${lists} of another account, of which it can give no session.`;
    return [note(arn, message, takeOut)];
  }
  const role = facts.roles.find((each) => each.arn === roleArn);
  if (role === undefined) {
    const message = `${lists}, which does not exist; whoever makes a role of that name may open it to certificates.`;
    return facts.isWhole ? [note(arn, message, takeOut)] : [];
  }
  const idle = trustsRolesAnywhere(role)
    ? []
    : [note(arn, `${lists}, which does not trust Roles Anywhere.`, takeOut)];
  return [...idle, ...ofOthers(roleArn, profile, facts)];
}

/** Also where that can't be told. */
function trustsRolesAnywhere({ trustPolicy }: Pick<Role, 'trustPolicy'>): boolean {
  const document = tryParsePolicy(trustPolicy);
  return typeof document === 'string' || concernedStatements(document).length > 0;
}

/** In the profile that `iamra.yaml` names, roles that it doesn't name. */
function ofOthers(
  roleArn: string,
  { arn, name }: RolesAnywhereProfile,
  { config }: AuditFacts,
): AuditFinding[] {
  if (config?.profile?.arn !== arn) return [];
  const roleName = roleArn.split('/').at(-1);
  if (config.roles.some((role) => (role.arn ?? roleArn) === roleArn && role.name === roleName)) {
    return [];
  }
  const message = `Roles Anywhere profile ${name} is iamra’s, and lists ${roleArn}, which iamra.yaml does not name.`;
  return [note(arn, message, `iamra role adopt ${roleArn}, or take it out of the profile`)];
}

/** Trust anchors that policies name and that are gone: nobody gets in by them any more. */
function missingAnchors({ roles, trustAnchors, place }: AuditFacts): AuditFinding[] {
  return roles.flatMap(({ name, arn, trustPolicy }) => {
    const document = tryParsePolicy(trustPolicy);
    if (typeof document === 'string') return [];
    return [...(namedValues(document).get(anchorKey)?.values() ?? [])]
      .filter((named) => {
        const parsed = parseArn(named);
        const isHere = parsed?.service === 'rolesanywhere' && parsed.account === place.account;
        return isHere && parsed.region === place.region;
      })
      .filter((named) => !trustAnchors.some((anchor) => anchor.arn === named))
      .map((named) =>
        note(
          arn,
          `Role ${name} trusts ${named}, which does not exist.`,
          'iamra init, or name the trust anchor that is there',
        ),
      );
  });
}
