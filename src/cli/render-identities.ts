import type { IdentityListResult, ListedIdentity } from '../actions/identity/identity-result.ts';
import { roughDuration } from '../core/rough-duration.ts';
import { style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

const titles = ['NAMESPACE', 'SERVICEACCOUNT', 'CERTIFICATE', 'ENDS', 'ROLE', 'LAST SEEN', 'PODS'];

/** A table of identities, as kubectl would show them. */
export function renderIdentities(
  { identities }: IdentityListResult,
  place: { readonly namespace: string | undefined; readonly now: Date },
  stream: NodeJS.WriteStream,
): string {
  if (identities.length === 0) return renderNone(place.namespace);
  const rows = identities.map((identity) => rowOf(identity, place.now));
  const [head = '', ...lines] = table([titles, ...rows]).split('\n');
  return [style('bold', head, stream), ...lines].join('\n');
}

function renderNone(namespace: string | undefined): string {
  const where = namespace === undefined ? 'here' : `in namespace ${namespace}`;
  return `No ServiceAccount ${where} has an identity. Give one: iamra annotate serviceaccount/NAME --namespace NAMESPACE --role NAME`;
}

function rowOf(identity: ListedIdentity, now: Date): string[] {
  const { serviceAccount, certificate, roles, asked, lastSeenAt, pods } = identity;
  const [namespace = '', name = ''] = serviceAccount.split('/');
  return [
    namespace,
    name,
    stateOf(certificate),
    endOf(certificate, now),
    roles.length === 0 ? '-' : roles.map(roleName).join(','),
    asked || lastSeenAt !== null ? seenText(lastSeenAt, now) : 'unknown',
    String(pods.length),
  ];
}

function stateOf(certificate: ListedIdentity['certificate']): string {
  if (certificate === null) return 'none';
  return certificate.ready ? 'ready' : 'not ready';
}

function endOf(certificate: ListedIdentity['certificate'], now: Date): string {
  const end = certificate?.notAfter ?? undefined;
  return end === undefined ? '-' : momentText(end, now);
}

/** `in 15h`, `3m ago` */
export function momentText(moment: string, now: Date): string {
  const left = new Date(moment).getTime() - now.getTime();
  return left < 0 ? `${roughDuration(left)} ago` : `in ${roughDuration(left)}`;
}

/** `3m ago`, `never`; a moment by AWS's clock is not in the future of ours. */
export function seenText(lastSeenAt: string | null, now: Date): string {
  if (lastSeenAt === null) return 'never';
  const passed = Math.max(0, now.getTime() - new Date(lastSeenAt).getTime());
  return `${roughDuration(passed)} ago`;
}

function roleName(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
