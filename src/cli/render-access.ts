import type {
  AccessResult,
  CertificateResult,
  RoleAccess,
  StepResult,
} from '../actions/access/access-result.ts';
import type { AccessStepName } from '../core/access/access-step.ts';
import type { ExplainedCondition, ExplainedStatement } from '../core/iam/explain-trust-policy.ts';
import { type Style, style } from '../terminal/style.ts';

const titles: Record<AccessStepName, string> = {
  'trust-anchor': 'Trust anchor',
  certificate: 'Certificate',
  chain: 'Chain to the trust anchor',
  revocation: 'Revocation',
  profile: 'Roles Anywhere profile',
  'profile-role': 'Role in the profile',
  'session-name': 'Session name',
  role: 'Role',
  duration: 'Session duration',
  mapping: 'Attribute mapping',
  'trust-policy': 'Trust policy',
};

const marks: Record<StepResult['outcome'], { mark: string; format: Style }> = {
  pass: { mark: '✓', format: 'green' },
  unknown: { mark: '?', format: 'yellow' },
  fail: { mark: '✗', format: 'red' },
  skip: { mark: '-', format: 'dim' },
};

const conditionMarks: Record<ExplainedCondition['outcome'], StepResult['outcome']> = {
  met: 'pass',
  unknown: 'unknown',
  'not-met': 'fail',
};

/** Who may become what: each step of one role; of several, one line each and the steps of those refused. */
export function renderAccess(result: AccessResult, stream: NodeJS.WriteStream): string {
  const { serviceAccount, certificate, roles } = result;
  const verdicts = roles.map((role) => renderVerdict(serviceAccount, role, stream));
  return [
    renderCertificate(certificate),
    ...roles.flatMap((role) => renderRole(role, stream)),
    '',
    ...verdicts,
  ].join('\n');
}

function renderCertificate({ source, from, subject, uri }: CertificateResult): string {
  const names = `${uri ?? 'without an identity'} (${subject})`;
  return source === 'expected'
    ? `${names}, the certificate that iamra would issue: ${from}`
    : `${names}, from ${from}`;
}

function renderRole(role: RoleAccess, stream: NodeJS.WriteStream): string[] {
  return [
    `\n${style('bold', role.arn, stream)}`,
    ...role.steps.flatMap((step) => [
      renderStep(step, stream),
      ...(step.name === 'trust-policy' ? renderStatements(role.statements, stream) : []),
      ...renderMend(step, stream),
    ]),
  ];
}

function renderStep(step: StepResult, stream: NodeJS.WriteStream): string {
  const { name, outcome, detail, code } = step;
  const { mark, format } = marks[outcome];
  const said = code === undefined ? style('dim', detail, stream) : `${code} ${detail}`;
  return `  ${style(format, mark, stream)} ${titles[name]}: ${said}`;
}

function renderMend({ fix, docs }: StepResult, stream: NodeJS.WriteStream): string[] {
  if (fix === undefined || docs === undefined) return [];
  const label = (text: string): string => style('dim', `      ${text.padEnd(6)}`, stream);
  return [`${label('Fix:')}${fix}`, `${label('Docs:')}${docs}`];
}

/** Only statements about Roles Anywhere have a say. */
function renderStatements(
  statements: readonly ExplainedStatement[],
  stream: NodeJS.WriteStream,
): string[] {
  return statements
    .filter(({ concerned, actions }) => concerned !== false && actions.length > 0)
    .flatMap(({ statement, effect, actions, conditions }) => [
      `      ${effect} ${statement} ${style('dim', `(${actions.join(', ')})`, stream)}`,
      ...conditions.map((condition) => renderCondition(condition, stream)),
    ]);
}

function renderCondition(
  { operator, key, wanted, actual, outcome, reason }: ExplainedCondition,
  stream: NodeJS.WriteStream,
): string {
  const { mark, format } = marks[conditionMarks[outcome]];
  const has = actual.length === 0 ? 'none' : list(actual);
  const found = outcome === 'met' ? '' : `; the session has ${has}`;
  const why = reason === undefined ? '' : ` (${reason})`;
  return `        ${style(format, mark, stream)} ${operator} ${key} ${list(wanted)}${found}${why}`;
}

function list(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(' or ');
}

function renderVerdict(
  serviceAccount: string,
  { name, outcome, refusedBy }: RoleAccess,
  stream: NodeJS.WriteStream,
): string {
  switch (outcome) {
    case 'allowed':
      return style('green', `${serviceAccount} may assume ${name}.`, stream);
    case 'refused': {
      const by = refusedBy === null ? '' : `: ${titles[refusedBy].toLowerCase()}`;
      return style('red', `${serviceAccount} may not assume ${name}${by}.`, stream);
    }
    case 'unknown':
      return style(
        'yellow',
        `Whether ${serviceAccount} may assume ${name} cannot be told.`,
        stream,
      );
  }
}
