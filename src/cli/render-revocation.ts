import type {
  PreparedRevocation,
  RevocationInput,
} from '../actions/ca/revocation/prepare-revocation.ts';
import type {
  RevocationResult,
  ShownCertificate,
} from '../actions/ca/revocation/revocation-result.ts';
import type { UnrevocationResult } from '../actions/ca/revocation/unrevocation-result.ts';
import { formatServiceAccountName } from '../core/identity/service-account.ts';
import { describeCertificate } from '../core/plan/revocation/describe-certificate.ts';

/** What a plan leaves alone, and why. */
export function renderReplacements(
  { kube, plan, replacements }: PreparedRevocation,
  { serviceAccounts, reissue }: RevocationInput,
): string[] {
  const kept = replacements.map(
    (certificate) =>
      `Left alone, since it replaced a revoked one within the hour: ${describeCertificate(certificate)}. --again revokes it too.`,
  );
  const accounts = serviceAccounts.map(formatServiceAccountName).join(', ');
  const isAlone = plan.steps.length > 0 && (kube === undefined || !reissue);
  const advice =
    serviceAccounts.length > 0 && isAlone
      ? [
          `No new certificate is issued to ${accounts}: it gets no sessions until it has one (cmctl renew, or run this with the cluster at hand).`,
        ]
      : [];
  return [...kept, ...advice];
}

/** What `ca revoke` has revoked, and what still works until when. */
export function renderRevocationResult(result: RevocationResult): string {
  const head = result.applied
    ? 'AWS gives no more sessions for these certificates:'
    : 'Nothing to change: AWS gives no sessions for these certificates already:';
  return [
    ...(result.revoked.length === 0 ? ['Nothing to change.'] : [head]),
    ...result.revoked.map(certificateLine),
    ...result.replaced.flatMap(({ namespace, name, serialNumber }) =>
      serialNumber === null ? [] : [`New certificate in ${namespace}/${name}: ${serialNumber}`],
    ),
    ...(result.sessions === null ? [] : ['', ...sessionLines(result.sessions)]),
  ].join('\n');
}

/** What `ca unrevoke` has taken off the lists. */
export function renderUnrevocationResult({ applied, restored }: UnrevocationResult): string {
  if (!applied) return 'Nothing to change: none of these certificates is on a revocation list.';
  return [
    'AWS gives sessions for these certificates again, as long as they are valid:',
    ...restored.map(({ serialNumber, decimal }) => `  ${serialNumber} (${decimal})`),
  ].join('\n');
}

function certificateLine({ serialNumber, decimal, serviceAccount }: ShownCertificate): string {
  return `  ${serialNumber} (${decimal})${serviceAccount === null ? '' : ` of ${serviceAccount}`}`;
}

function sessionLines({ endBy, cutOff }: NonNullable<RevocationResult['sessions']>): string[] {
  const head = `Sessions that AWS has issued for them already live until they end, at the latest ${endBy}.`;
  if (cutOff.length === 0) return [head];
  return [
    head,
    'To cut them off at once, deny everything to what was issued before now:',
    '',
    ...cutOff.map((command) => `  ${command}`),
    '',
    'Then restart the pods, so that they ask for new sessions. The policy can go when the old ones have ended.',
  ];
}
