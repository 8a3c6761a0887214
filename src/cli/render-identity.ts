import type {
  AwsAnswer,
  CertificateResult,
  IdentityShowResult,
  IssuedResult,
  PodResult,
  ShownIdentity,
  SubjectResult,
} from '../actions/identity/identity-result.ts';
import { type Style, style } from '../terminal/style.ts';
import { momentText, seenText } from './render-identities.ts';

const marks = {
  good: { mark: '✓', format: 'green' },
  bad: { mark: '✗', format: 'red' },
  none: { mark: '-', format: 'dim' },
} as const satisfies Record<string, { mark: string; format: Style }>;

const width = 14;

/** One identity after another: certificate, what AWS saw of it, who uses it. */
export function renderIdentity(
  { identities, aws }: IdentityShowResult,
  now: Date,
  stream: NodeJS.WriteStream,
): string {
  return identities.map((identity) => renderOne(identity, aws, now, stream)).join('\n\n');
}

function renderOne(
  identity: ShownIdentity,
  aws: AwsAnswer,
  now: Date,
  stream: NodeJS.WriteStream,
): string {
  const { serviceAccount, secret, roles, certificate, issued, pods } = identity;
  const uris = identity.identity === null ? (issued?.uris ?? []) : [identity.identity];
  return [
    style('bold', serviceAccount, stream),
    line('identity', uris.length === 0 ? 'none yet' : uris.join(', ')),
    line('role', roles.length === 0 ? 'none is named' : roles.join(', ')),
    line('secret', secret),
    ...section('Certificate', stream),
    ...renderCertificate(certificate, now, stream),
    ...(issued === null ? [] : renderIssued(issued, now)),
    ...section('AWS', stream),
    ...renderSubjects(identity, aws, now, stream),
    ...section(`Pods with the agent: ${pods.length}`, stream),
    ...pods.map((pod) => renderPod(pod, roles, stream)),
  ].join('\n');
}

function section(title: string, stream: NodeJS.WriteStream): string[] {
  return ['', style('bold', title, stream)];
}

function line(name: string, value: string): string {
  return `  ${name.padEnd(width)} ${value}`;
}

function marked(state: keyof typeof marks, text: string, stream: NodeJS.WriteStream): string {
  const { mark, format } = marks[state];
  return `  ${style(format, mark, stream)} ${text}`;
}

function renderCertificate(
  certificate: CertificateResult | null,
  now: Date,
  stream: NodeJS.WriteStream,
): string[] {
  if (certificate === null) {
    return [marked('none', 'cert-manager keeps none for this Secret', stream)];
  }
  const { name, ready, message, renewalTime } = certificate;
  const state = ready
    ? marked('good', `${name} is ready`, stream)
    : marked('bad', `${name} is not ready: ${message}`, stream);
  const renewal =
    renewalTime === null
      ? []
      : [line('renewed', `${renewalTime} (${momentText(renewalTime, now)})`)];
  return [state, ...renewal];
}

function renderIssued(issued: IssuedResult, now: Date): string[] {
  const { subject, issuer, serialNumber, notBefore, notAfter } = issued;
  return [
    line('subject', subject),
    line('issuer', issuer),
    line('serial number', serialNumber),
    line('valid from', notBefore),
    line('ends', `${notAfter} (${momentText(notAfter, now)})`),
  ];
}

function renderSubjects(
  { asked, subjects }: ShownIdentity,
  aws: AwsAnswer,
  now: Date,
  stream: NodeJS.WriteStream,
): string[] {
  if (!aws.asked) return [marked('none', `not asked: ${aws.code} ${aws.reason}`, stream)];
  if (subjects.length > 0) return subjects.flatMap((one) => renderSubject(one, now, stream));
  const none = asked
    ? 'has not seen it yet'
    : 'not asked: its trust anchor is in another account or region';
  return [marked('none', none, stream)];
}

function renderSubject(
  { arn, enabled, lastSeenAt, issued }: SubjectResult,
  now: Date,
  stream: NodeJS.WriteStream,
): string[] {
  const last = lastSeenAt === null ? 'never' : `${lastSeenAt} (${seenText(lastSeenAt, now)})`;
  return [
    ...renderIssuedAtAws(issued, stream),
    line('last seen', last),
    line('subject', enabled ? arn : `${arn} (disabled)`),
  ];
}

function renderIssuedAtAws(issued: SubjectResult['issued'], stream: NodeJS.WriteStream): string[] {
  if (issued === null) {
    return [marked('none', 'whether AWS saw this certificate is not known', stream)];
  }
  if (!issued.seen) return [marked('none', 'has not seen this certificate yet', stream)];
  return [
    marked('good', 'has seen this certificate', stream),
    line('failed', `${issued.failed}, as GetSubject has it`),
  ];
}

function renderPod(
  { name, owner, roleArn, agentRunning }: PodResult,
  roles: readonly string[],
  stream: NodeJS.WriteStream,
): string {
  const agent = agentRunning ? '' : ', its agent does not run';
  const role = roles.length > 1 && roleArn !== null ? `, ${roleArn}` : '';
  const of = owner.startsWith('Pod ') ? '' : ` of ${owner}`;
  return marked(agentRunning ? 'good' : 'bad', `${name}${of}${role}${agent}`, stream);
}
