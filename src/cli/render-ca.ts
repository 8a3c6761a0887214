import type { ShowCaResult, ShownCa } from '../actions/ca/show/show-ca-result.ts';
import { rotationPhases } from '../core/plan/ca-rotation/rotation-phase.ts';

/** The CAs of a cluster as a person reads them. */
export function renderCa({ trustAnchor, signsIn, cas, rotation }: ShowCaResult): string {
  const state = trustAnchor.enabled ? '' : ' (disabled)';
  const pending = rotation?.pendingCertificates ?? 0;
  const still = pending === 0 ? '' : ` ${pending} certificates are still from another.`;
  return [
    `Trust anchor ${trustAnchor.name}${state}: ${trustAnchor.arn}`,
    signsIn === null
      ? 'What signs is not known: name a cluster with --context NAME or a file with --ca-key-file FILE.'
      : `What signs is kept in ${signsIn}.`,
    ...cas.map(renderOne),
    ...(rotation === null ? [] : ['', `${rotationPhases[rotation.phase]}${still}`]),
  ].join('\n');
}

function renderOne(ca: ShownCa): string {
  const roles = [
    ca.trusted ? 'AWS trusts it' : 'AWS does not trust it',
    ...(ca.keptAs.includes('current') ? ['signs'] : []),
    ...(ca.keptAs.includes('next') && !ca.keptAs.includes('current') ? ['signs next'] : []),
    ...(ca.keptAs.includes('previous') && !ca.keptAs.includes('current') ? ['signed before'] : []),
  ];
  const lines: [string, string][] = [
    ['state', roles.join(', ')],
    ['issuer', ca.issuer === ca.subject ? 'itself' : ca.issuer],
    ['serial number', ca.serialNumber],
    ['valid', `${ca.notBefore} to ${ca.notAfter}, ${ca.daysLeft} days left`],
    ['key', ca.key],
    ['path length', ca.pathLength === null ? 'any' : String(ca.pathLength)],
    ['SHA-256', ca.fingerprint],
  ];
  return ['', ca.subject, ...lines.map(([name, value]) => `  ${name.padEnd(14)} ${value}`)].join(
    '\n',
  );
}
