import type { IamraConfig } from '../../../core/config/iamra-config.ts';
import { formatServiceAccountName } from '../../../core/identity/service-account.ts';
import { spiffeId } from '../../../core/identity/spiffe-id.ts';
import { colonHex, decimal } from '../../../core/pki/serial-number.ts';
import type { Change } from '../../../core/plan/change.ts';
import { cutOffCommand } from '../../../core/plan/revocation/cut-off-command.ts';
import type { KnownCertificate } from '../../../core/plan/revocation/known-certificate.ts';
import { listsOf } from '../../../core/plan/revocation/sign-lists.ts';
import type { AwsSide } from '../../aws-side/open-aws-side.ts';
import type { Replacement } from './await-replacements.ts';
import type { PreparedRevocation } from './prepare-revocation.ts';

/** A certificate as results show it. */
export interface ShownCertificate {
  /** Hex with colons, as openssl shows it. */
  readonly serialNumber: string;
  /** As AWS shows it. */
  readonly decimal: string;
  /** `NS/NAME`; null where only the serial number is known. */
  readonly serviceAccount: string | null;
  /** ISO 8601; null where it is not known. */
  readonly notAfter: string | null;
}

/** What `ca revoke` answers; `--json` prints it as it stands. */
export interface RevocationResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  /** ARN of whoever ran it. */
  readonly caller: string;
  readonly trustAnchorArn: string;
  readonly changes: readonly Change[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  readonly revoked: readonly ShownCertificate[];
  /** Left alone: they replaced revoked ones just now. */
  readonly kept: readonly ShownCertificate[];
  readonly replaced: readonly Replacement[];
  /** Those that AWS has issued for what is revoked; null where they have ended. */
  readonly sessions: {
    /** When the last one ends at the latest; ISO 8601. */
    readonly endBy: string;
    /** Commands that cut them off at once. */
    readonly cutOff: readonly string[];
  } | null;
}

export interface RevocationOutcome {
  readonly applied: boolean;
  readonly replaced: readonly Replacement[];
  /** Until then AWS may have issued sessions for what is revoked. */
  readonly revokedAt: Date;
}

const usualSessionSeconds = 3600;
// An entry bears the moment of its plan, which somebody may have looked at for long.
const marginSeconds = 3600;

export function revocationResult(
  { config, caller }: AwsSide,
  prepared: PreparedRevocation,
  { applied, replaced, revokedAt }: RevocationOutcome,
): RevocationResult {
  const { trustAnchor, plan, certificates, replacements } = prepared;
  return {
    cluster: config.cluster,
    region: config.region,
    account: caller.account,
    caller: caller.arn,
    trustAnchorArn: trustAnchor.arn,
    changes: plan.changes,
    applied,
    revoked: certificates.map(shown),
    kept: replacements.map(shown),
    replaced,
    sessions: sessionsOf(config, prepared, revokedAt),
  };
}

function sessionsOf(
  config: IamraConfig,
  { plan, certificates, lastRevocation }: PreparedRevocation,
  revokedAt: Date,
): RevocationResult['sessions'] {
  if (certificates.length === 0) return null;
  const seconds = config.profile?.durationSeconds ?? usualSessionSeconds;
  const isNew = listsOf(plan.steps).length > 0 || lastRevocation === undefined;
  const age = revokedAt.getTime() - (lastRevocation?.getTime() ?? 0);
  if (!isNew && age > (seconds + marginSeconds) * 1000) return null;
  return {
    endBy: new Date(revokedAt.getTime() + seconds * 1000).toISOString(),
    cutOff: cutOffCommands(config, certificates, revokedAt),
  };
}

/** A certificate of a plan, in both spellings. */
export function shown(certificate: KnownCertificate): ShownCertificate {
  const { serialNumber, serviceAccount, notAfter } = certificate;
  return {
    serialNumber: colonHex(serialNumber),
    decimal: decimal(serialNumber),
    serviceAccount: serviceAccount === undefined ? null : formatServiceAccountName(serviceAccount),
    notAfter: notAfter?.toISOString() ?? null,
  };
}

/** For each role of the ServiceAccount its own sessions; for a serial number alone all sessions of all roles. */
function cutOffCommands(
  { cluster, roles }: IamraConfig,
  certificates: readonly KnownCertificate[],
  before: Date,
): string[] {
  const commands = certificates.flatMap(({ serviceAccount }) => {
    const identity = serviceAccount === undefined ? undefined : spiffeId(cluster, serviceAccount);
    const name =
      serviceAccount === undefined ? undefined : formatServiceAccountName(serviceAccount);
    return roles
      .filter(({ serviceAccounts }) => name === undefined || serviceAccounts.includes(name))
      .map((role) => cutOffCommand({ roleName: role.name, identity, before }));
  });
  return [...new Set(commands)];
}
