import type {
  AuditFindingResult,
  AuditResult,
  WitnessResult,
} from '../actions/audit/audit-result.ts';
import type { AuditSeverity } from '../core/audit/finding.ts';
import { type Style, style } from '../terminal/style.ts';

const formats: Record<AuditSeverity, Style> = {
  high: 'red',
  medium: 'yellow',
  low: 'yellow',
  note: 'dim',
};

/** What is open, the worst first, then notes, then how much was looked at. */
export function renderAudit(result: AuditResult, stream: NodeJS.WriteStream): string {
  const { account, region, roles, trustAnchors, profiles, findings } = result;
  const open = findings.filter(({ severity }) => severity !== 'note');
  const opened = new Set(open.map(({ arn }) => arn)).size;
  const looked = `Account ${account}, ${region}: roles: ${roles.looked}, of which trust Roles Anywhere: ${roles.trusting.length}; trust anchors: ${trustAnchors}; profiles: ${profiles}.`;
  const verdict =
    opened === 0
      ? style('green', 'No certificate gets a role that was not meant for it.', stream)
      : style('red', `${opened} ${opened === 1 ? 'role is' : 'roles are'} open.`, stream);
  return [...findings.map((finding) => renderFinding(finding, stream)), looked, verdict].join('\n');
}

function renderFinding(finding: AuditFindingResult, stream: NodeJS.WriteStream): string {
  const { severity, code, arn, message, fix, docs, statements, witness } = finding;
  const label = (text: string): string => style('dim', `  ${text.padEnd(9)}`, stream);
  return [
    `${style(formats[severity], `${severity.padEnd(6)} ${code}`, stream)} ${message}`,
    `${label('ARN:')}${arn}`,
    ...(statements.length === 0 ? [] : [`${label('By:')}statement ${statements.join(', ')}`]),
    ...(witness === null ? [] : [`${label('Witness:')}${renderWitness(witness)}`]),
    `${label('Fix:')}${fix}`,
    `${label('Docs:')}${docs}`,
    '',
  ].join('\n');
}

function renderWitness({ certificate, trustAnchor, profile, sessionName }: WitnessResult): string {
  const { subject, uri, dns, directoryName } = certificate;
  const names = [
    subject,
    ...(uri === null ? [] : [`URI:${uri}`]),
    ...(dns === null ? [] : [`DNS:${dns}`]),
    ...(directoryName === null ? [] : [`DirName:${directoryName}`]),
  ];
  const name = sessionName === null ? '' : `, session name ${sessionName}`;
  return `${names.join(' ')}, issued in ${trustAnchor.arn ?? 'a trust anchor yet to be made'}, through ${profile.arn ?? 'a profile yet to be made'}${name}`;
}
