import { formatArn, parseArn } from '../arn.ts';
import { readCertificates } from '../pki/certificate-facts.ts';
import { isRegion } from '../region.ts';
import type { AuditedPlace, AuditedRole } from './audited-role.ts';
import { anchorKey, namedValues } from './policy-terms.ts';
import type { StrangerAnchor } from './stranger.ts';
import { conditionsOf } from './tried-values.ts';

const order: readonly StrangerAnchor['state'][] = ['enabled', 'disabled', 'elsewhere', 'future'];

/** The trust anchors that a stranger's CA may be in, those that are ready first. */
export function strangerAnchors(audited: AuditedRole): StrangerAnchor[] {
  const existing = audited.trustAnchors.map(
    ({ arn, name, enabled, certificates }): StrangerAnchor => {
      const issuers = readCertificates(certificates).map(({ subject }) => subject);
      return {
        arn,
        name,
        state: enabled ? 'enabled' : 'disabled',
        // An AWS Private CA does not show its name.
        issuers: issuers.length === 0 ? undefined : issuers,
      };
    },
  );
  const all = [...existing, ...anchorsElsewhere(audited), ...futureAnchors(audited)];
  return all.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** Those that the policy names in regions that were not read. */
function anchorsElsewhere({ document, place }: AuditedRole): StrangerAnchor[] {
  return [...(namedValues(document).get(anchorKey)?.values() ?? [])].flatMap((arn) => {
    const parsed = parseArn(arn);
    if (parsed?.service !== 'rolesanywhere' || parsed.account !== place.account) return [];
    if (parsed.region === place.region) return [];
    return [{ arn, name: arn, state: 'elsewhere', issuers: undefined }];
  });
}

const someId = '6b1d3f0a-5c27-4e89-9a4d-f3e1c0b28d75';

/** Those that somebody may yet make: AWS chooses their ids, so that only a short beginning can be had by trying. */
function futureAnchors({ document, place }: AuditedRole): StrangerAnchor[] {
  const patterns = conditionsOf(document, anchorKey).flatMap(({ values }) => values);
  const regions = patterns.flatMap((pattern) => regionOf(pattern) ?? []);
  const ids = patterns.flatMap((pattern) => idLike(pattern.split('trust-anchor/')[1] ?? '') ?? []);
  const arns = [...new Set([place.region, ...regions])].flatMap((region) =>
    [...new Set([someId, ...ids])].map((id) => anchorArn({ ...place, region }, id)),
  );
  return arns.map((arn) => ({
    arn,
    name: 'a trust anchor yet to be made',
    state: 'future',
    issuers: undefined,
  }));
}

function regionOf(pattern: string): string | undefined {
  const region = pattern.split(':')[3] ?? '';
  return isRegion(region) ? region : undefined;
}

const longestGuess = 4;

/** An id of a trust anchor that begins or ends as a pattern wants it. */
function idLike(pattern: string): string | undefined {
  const [, start = '', end = ''] = /^([0-9a-f]*)[*?][*?]*([0-9a-f]*)$/.exec(pattern) ?? [];
  if (start.length + end.length === 0 || start.length + end.length > longestGuess) return undefined;
  return start + someId.slice(start.length, someId.length - end.length) + end;
}

function anchorArn({ partition, region, account }: AuditedPlace, id: string): string {
  const service = 'rolesanywhere';
  return formatArn({ partition, service, region, account, resource: `trust-anchor/${id}` });
}
