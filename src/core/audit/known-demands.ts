import { parseArn } from '../arn.ts';
import { parseServiceAccountName } from '../identity/service-account.ts';
import { spiffeId } from '../identity/spiffe-id.ts';
import type { AuditedRole } from './audited-role.ts';
import { anchorKey, namedValues } from './policy-terms.ts';

/** What may be demanded of those who come to a role through Roles Anywhere. */
export interface KnownDemands {
  /** ARNs. */
  readonly trustAnchors: readonly string[];
  /** SPIFFE IDs. */
  readonly identities: readonly string[];
}

/** What a role should demand, by its own policy and `iamra.yaml`; words in capitals where those don't tell. */
export function knownDemands(audited: AuditedRole): KnownDemands {
  return { trustAnchors: anchorsOf(audited), identities: identitiesOf(audited) };
}

function anchorsOf({ document, config, trustAnchors, place }: AuditedRole): string[] {
  const named = [...(namedValues(document).get(anchorKey)?.values() ?? [])];
  const anchors = named.filter((arn) => parseArn(arn)?.resource.startsWith('trust-anchor/'));
  if (anchors.length > 0) return anchors;
  if (config?.trustAnchor?.arn !== undefined) return [config.trustAnchor.arn];
  const [only, another] = trustAnchors;
  if (only !== undefined && another === undefined) return [only.arn];
  const { partition, region, account } = place;
  return [`arn:${partition}:rolesanywhere:${region}:${account}:trust-anchor/ID`];
}

function identitiesOf({ role, document, config }: AuditedRole): string[] {
  const cluster = config?.cluster ?? 'CLUSTER';
  const configured = (config?.roles ?? [])
    .filter(({ arn, name }) => (arn === undefined ? name === role.name : arn === role.arn))
    .flatMap(({ serviceAccounts }) => serviceAccounts)
    .flatMap((text) => parseServiceAccountName(text) ?? [])
    .map((account) => spiffeId(cluster, account));
  const named = [...(namedValues(document).get('x509SAN/URI')?.values() ?? [])];
  const known = [...new Set([...named, ...configured])];
  return known.length > 0 ? known : [`spiffe://${cluster}/ns/NAMESPACE/sa/SERVICEACCOUNT`];
}
