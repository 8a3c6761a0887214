import type { Role } from '../anywhere/role.ts';
import { tryParsePolicy } from '../iam/try-parse-policy.ts';
import type { AuditFacts } from './audit-facts.ts';
import { type AuditFinding, auditSeverities } from './finding.ts';
import { judgeLeftOvers } from './judge-left-overs.ts';
import { judgeRole, unclearRole } from './judge-role.ts';
import { concernedStatements } from './policy-terms.ts';

/** What an audit found, the worst first. */
export interface AuditVerdict {
  /** ARNs of the roles that trust Roles Anywhere in some statement. */
  readonly trusting: readonly string[];
  readonly findings: readonly AuditFinding[];
}

/** Judges each role of an account, then what is left over. */
export function judgeAccount(facts: AuditFacts): AuditVerdict {
  const judged = facts.roles.map((role) => judge(role, facts));
  const findings = [...judged.flatMap((each) => each.findings), ...judgeLeftOvers(facts)];
  return {
    trusting: judged.filter(({ isTrusting }) => isTrusting).map(({ arn }) => arn),
    findings: findings.sort(
      (a, b) => auditSeverities.indexOf(a.severity) - auditSeverities.indexOf(b.severity),
    ),
  };
}

interface Judged {
  readonly arn: string;
  readonly isTrusting: boolean;
  readonly findings: readonly AuditFinding[];
}

function judge(role: Role, facts: AuditFacts): Judged {
  const { arn, trustPolicy } = role;
  const document = tryParsePolicy(trustPolicy);
  if (typeof document === 'string') {
    return { arn, isTrusting: true, findings: [unclearRole(role, document)] };
  }
  const allows = concernedStatements(document).filter(({ effect }) => effect === 'Allow');
  if (allows.length === 0) return { arn, isTrusting: false, findings: [] };
  const audited = {
    place: facts.place,
    config: facts.config,
    role,
    document,
    trustAnchors: facts.trustAnchors,
    profiles: facts.profiles.filter(({ roleArns }) => roleArns.includes(arn)),
  };
  return { arn, isTrusting: true, findings: judgeRole(audited) };
}

/** Whether a finding is a way in, and no mere note. */
export function isOpen({ severity }: AuditFinding): boolean {
  return severity !== 'note';
}
