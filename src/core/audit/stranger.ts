import { sessionTags } from '../access/session-tags.ts';
import { trustContext } from '../access/trust-context.ts';
import type { AttributeMapping } from '../anywhere/profile.ts';
import { parseArn } from '../arn.ts';
import type { DistinguishedName } from '../pki/distinguished-name.ts';
import type { MappedNames } from '../pki/principal-tags.ts';
import { sourceIdentity } from '../pki/source-identity.ts';

/** Somebody whom a role's trust policy does not name, with all that decides whether he gets a session. */
export interface Stranger {
  readonly certificate: MappedNames;
  readonly trustAnchor: StrangerAnchor;
  readonly profile: StrangerProfile;
  /** Undefined: none is asked for. */
  readonly sessionName: string | undefined;
}

/** The trust anchor that his CA is in. */
export interface StrangerAnchor {
  readonly arn: string;
  /** `future`: somebody has yet to make one like it. `elsewhere`: of another region, which was not read. */
  readonly state: 'enabled' | 'disabled' | 'elsewhere' | 'future';
  readonly name: string;
  /** The names of its CAs; undefined: not known, or still to be chosen. */
  readonly issuers: readonly DistinguishedName[] | undefined;
}

/** The Roles Anywhere profile that he asks through; it lists the role. */
export interface StrangerProfile {
  /** Undefined for one that has yet to be made. */
  readonly arn: string | undefined;
  readonly name: string;
  readonly state: 'enabled' | 'disabled' | 'future';
  readonly attributeMappings: readonly AttributeMapping[];
  readonly acceptRoleSessionName: boolean;
}

/** Whether nothing has to be made or enabled first. */
export function isReachable({ trustAnchor, profile }: Stranger): boolean {
  return trustAnchor.state === 'enabled' && profile.state === 'enabled';
}

// Whoever signs a certificate chooses it at random.
const serialNumber = '5c1f0e7a9b3d42868e60d7f1a2c4b596';

/** The condition keys that the role's trust policy sees. */
export function strangerContext(stranger: Stranger): Record<string, readonly string[]> {
  const { certificate, trustAnchor, profile, sessionName } = stranger;
  return trustContext({
    trustAnchorArn: trustAnchor.arn,
    account: parseArn(trustAnchor.arn)?.account ?? '',
    sessionName: sessionName ?? serialNumber,
    sourceIdentity: sourceIdentity({ subject: certificate.subject, serialNumber }),
    tags: sessionTags(certificate, profile.attributeMappings).tags,
  });
}
