import { rolesAnywhereRequest } from '../access/roles-anywhere-request.ts';
import type { Role } from '../anywhere/role.ts';
import { explainTrustPolicy } from '../iam/explain-trust-policy.ts';
import { workloadStatementId } from '../iam/role-trust-policy.ts';
import type { AuditedRole } from './audited-role.ts';
import { describeStranger } from './describe-stranger.ts';
import { findStranger, type Search } from './find-stranger.ts';
import type { AuditFinding, AuditKind, AuditSeverity } from './finding.ts';
import { type KnownDemands, knownDemands } from './known-demands.ts';
import { mendingStatements } from './mend.ts';
import { searchSpace } from './search-space.ts';
import { isReachable, type Stranger, strangerContext } from './stranger.ts';
import type { StrangerKind } from './stranger-kind.ts';

interface Gap extends StrangerKind {
  readonly kind: AuditKind;
  readonly code: 'IAMRA276' | 'IAMRA277';
  readonly severity: AuditSeverity;
  readonly lacks: readonly (keyof KnownDemands)[];
}

const anyCertificate: Gap = {
  kind: 'any-certificate',
  ...{ names: 'unaware', anchors: 'unnamed' },
  code: 'IAMRA276',
  severity: 'high',
  lacks: ['trustAnchors', 'identities'],
};

/** From the one that asks least of a stranger; each includes those before it. */
const identityGaps: readonly Gap[] = [
  {
    kind: 'any-certificate-of-trust-anchor',
    ...{ names: 'unaware', anchors: 'any' },
    code: 'IAMRA277',
    severity: 'high',
    lacks: ['identities'],
  },
  {
    kind: 'wildcard-identity',
    ...{ names: 'fitting', anchors: 'any' },
    code: 'IAMRA277',
    severity: 'medium',
    lacks: ['identities'],
  },
  {
    kind: 'subject-only',
    ...{ names: 'labelled', anchors: 'any' },
    code: 'IAMRA277',
    severity: 'medium',
    lacks: ['identities'],
  },
];

const anyTrustAnchor: Gap = {
  kind: 'any-trust-anchor',
  ...{ names: 'any', anchors: 'other' },
  code: 'IAMRA276',
  severity: 'high',
  lacks: ['trustAnchors'],
};

/** The gaps of a role's trust policy, each shown by a stranger whom the evaluator lets in. */
export function judgeRole(audited: AuditedRole): AuditFinding[] {
  const { role } = audited;
  const space = searchSpace(audited);
  const searches: Search[] = [];
  const look = (gap: Gap): AuditFinding | undefined => {
    const search = findStranger(space, gap);
    searches.push(search);
    return search.outcome === 'found' ? openGap(gap, search.stranger, audited) : undefined;
  };
  const everything = look(anyCertificate);
  if (everything !== undefined) return [everything];
  const found = [firstOf(identityGaps, look), look(anyTrustAnchor)].filter(
    (finding) => finding !== undefined,
  );
  const unclear = searches.find(({ outcome }) => outcome === 'unclear');
  if (found.length > 0 || unclear?.outcome !== 'unclear') return found;
  return [unclearRole(role, unclear.reason)];
}

function firstOf(
  gaps: readonly Gap[],
  look: (gap: Gap) => AuditFinding | undefined,
): AuditFinding | undefined {
  for (const gap of gaps) {
    const finding = look(gap);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

/** A role of whose trust policy nothing can be said for certain. */
export function unclearRole(
  { name, arn }: Pick<Role, 'name' | 'arn'>,
  reason: string,
): AuditFinding {
  return {
    kind: 'unclear',
    severity: 'medium',
    code: 'IAMRA278',
    arn,
    message: `Whether strangers can assume role ${name} cannot be told: ${reason}.`,
    fix: `aws iam get-role --role-name ${name} --query Role.AssumeRolePolicyDocument, and judge that condition yourself`,
    statements: [],
    mend: [],
    stranger: undefined,
  };
}

function openGap(gap: Gap, stranger: Stranger, audited: AuditedRole): AuditFinding {
  const { name, arn } = audited.role;
  const statements = lettingIn(audited, stranger);
  const demands = knownDemands(audited);
  const mend = mendingStatements(
    Object.fromEntries(gap.lacks.map((demand) => [demand, demands[demand]])),
  );
  return {
    kind: gap.kind,
    severity: isReachable(stranger) ? gap.severity : milder[gap.severity],
    code: gap.code,
    arn,
    message: `Role ${name} can be assumed with ${describeStranger(gap.kind, stranger)}.`,
    fix: statements.every((statement) => statement.startsWith(workloadStatementId))
      ? 'iamra init, which puts its statement right'
      : `add to the trust policy: ${mend.map((statement) => JSON.stringify(statement)).join(', ')}`,
    statements,
    mend,
    stranger,
  };
}

const milder: Readonly<Record<AuditSeverity, AuditSeverity>> = {
  high: 'medium',
  medium: 'low',
  low: 'low',
  note: 'note',
};

function lettingIn({ document }: AuditedRole, stranger: Stranger): string[] {
  const request = rolesAnywhereRequest(strangerContext(stranger));
  return explainTrustPolicy(document, request)
    .statements.filter(
      ({ effect, concerned, actions, conditions }) =>
        effect === 'Allow' &&
        concerned === true &&
        actions.includes('sts:AssumeRole') &&
        conditions.every(({ outcome }) => outcome === 'met'),
    )
    .map(({ statement }) => statement);
}
